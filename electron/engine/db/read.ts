import { statementError } from './errors.ts';
import { CopyOut } from './copyOut.ts';
import type { Limits, Link } from './link.ts';
import { quoteLiteral } from './sql.ts';
import type {
  CopyBatch,
  CopyOptions,
  CopyStatement,
  ReadTransaction,
  Statement,
  TextRow,
} from './session.ts';

/** How long a lock may be waited for: a reader never needs one that an ordinary writer would refuse. */
const LOCK_TIMEOUT_MS = 10_000;
/** An open transaction of ours that asks nothing for so long has lost its owner. */
const IDLE_TIMEOUT_MS = 120_000;
/** Statements one read may run, each at its full time, before 17+ servers end the transaction. */
const STATEMENTS_A_READ = 10;
const HOUSEKEEPING_MS = 15_000;

/**
 * Runs `work` in one transaction and leaves the link as it was found: no open transaction, no setting, or
 * the link is destroyed. Errors: those of Session.read.
 */
export async function runRead<T>(
  link: Link,
  limits: Limits,
  work: (tx: ReadTransaction) => Promise<T>,
): Promise<T> {
  const tx = new LinkTransaction(link, limits);
  let ended = false;
  try {
    // Stopped half-way through, this too leaves a transaction behind.
    await link.rows(
      { text: beginSql(limits.timeoutMs), values: [] },
      { ...limits, timeoutMs: HOUSEKEEPING_MS },
    );
    const result = await work(tx);
    await tx.abandonCopy();
    ended = true;
    await end(link, 'COMMIT');
    return result;
  } finally {
    if (!ended) {
      await tx.abandonCopy();
      // The failure that brought us here is the one to tell.
      await end(link, 'ROLLBACK').catch(() => undefined);
    }
  }
}

/**
 * Opens the snapshot and pins every setting that could change what text the rows come as. One round trip;
 * transaction-local only, so that nothing outlives it behind a transaction pooler. The search path comes first:
 * from there on no name can mean anything but PostgreSQL's own.
 */
export function beginSql(statementTimeoutMs: number): string {
  const always: readonly Setting[] = [
    ['search_path', ''],
    ['statement_timeout', String(statementTimeoutMs)],
    ['lock_timeout', String(LOCK_TIMEOUT_MS)],
    ['client_encoding', 'UTF8'],
    ['TimeZone', 'UTC'],
    ['DateStyle', 'ISO, YMD'],
    ['IntervalStyle', 'postgres'],
    ['bytea_output', 'hex'],
    ['extra_float_digits', '1'],
    ['standard_conforming_strings', 'on'],
  ];
  // A server too old for one of these must live long enough to be told so.
  const since: readonly (readonly [number, ...Setting])[] = [
    [90_600, 'idle_in_transaction_session_timeout', String(IDLE_TIMEOUT_MS)],
    // Compiling costs more than it saves on the short answers a screen asks for.
    [110_000, 'jit', 'off'],
    [170_000, 'transaction_timeout', String(statementTimeoutMs * STATEMENTS_A_READ)],
  ];
  const rows = since.map(([version, name, value]) => `(${version}, '${name}', '${value}')`);
  return [
    'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY',
    ...always.map(([name, value]) => `SET LOCAL ${name} = ${quoteLiteral(value)}`),
    `SELECT set_config(s.name, s.value, true) FROM (VALUES ${rows.join(', ')}) AS s(since, name, value)` +
      ` WHERE current_setting('server_version_num')::int >= s.since`,
  ].join('; ');
}

type Setting = readonly [name: string, value: string];

async function end(link: Link, verb: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  if (!link.usable) return;
  try {
    await link.rows({ text: verb, values: [] }, { timeoutMs: HOUSEKEEPING_MS });
  } catch (error) {
    link.destroy();
    throw error;
  }
}

class LinkTransaction implements ReadTransaction {
  readonly #link: Link;
  readonly #limits: Limits;
  #copy: RunningCopy | null = null;

  constructor(link: Link, limits: Limits) {
    this.#link = link;
    this.#limits = limits;
  }

  rows(statement: Statement): Promise<readonly TextRow[]> {
    return this.#link.rows(statement, this.#limits);
  }

  async copyOut(statement: CopyStatement, options: CopyOptions = {}): Promise<AsyncIterable<CopyBatch>> {
    await this.abandonCopy();
    const settings = Object.entries(statement.settings);
    if (settings.length > 0) await this.rows(settingsStatement(settings));
    const copy = new RunningCopy(this.#link, this.#limits, new CopyOut(statement.text, options.recordEnd));
    this.#copy = copy;
    await copy.begun();
    return copy;
  }

  /** Cancels a COPY that was not read to its end. */
  async abandonCopy(): Promise<void> {
    await this.#copy?.abandon();
    this.#copy = null;
  }
}

function settingsStatement(settings: readonly (readonly [string, string])[]): Statement {
  const calls = settings.map((_, i) => `set_config($${2 * i + 1}, $${2 * i + 2}, true)`);
  return { text: `SELECT ${calls.join(', ')}`, values: settings.flat() };
}

class RunningCopy implements AsyncIterable<CopyBatch> {
  readonly #query: CopyOut;
  readonly #leave = new AbortController();
  readonly #signal: AbortSignal | undefined;
  /** Resolves to the failure, mapped, or null. Never rejects. */
  readonly #outcome: Promise<unknown>;
  #over = false;

  constructor(link: Link, limits: Limits, query: CopyOut) {
    this.#query = query;
    this.#signal = limits.signal;
    const stop = (): void => this.#leave.abort();
    limits.signal?.addEventListener('abort', stop, { once: true });
    this.#leave.signal.addEventListener('abort', () => query.discard(), { once: true });
    if (limits.signal?.aborted === true) stop();
    this.#outcome = link
      .controlled({ signal: this.#leave.signal, timeoutMs: limits.timeoutMs }, () => {
        link.submit(query);
        return query.done;
      })
      .then(
        () => null,
        (error: unknown) => error,
      )
      .finally(() => {
        this.#over = true;
        limits.signal?.removeEventListener('abort', stop);
      });
  }

  async begun(): Promise<void> {
    await this.#told(this.#query.begun());
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<CopyBatch, void, void> {
    try {
      for (;;) {
        const batch = await this.#told(this.#query.next());
        if (batch === null) break;
        yield batch;
      }
      const failure = await this.#outcome;
      if (failure !== null) throw failure as Error;
    } finally {
      await this.abandon();
    }
  }

  async abandon(): Promise<void> {
    if (!this.#over) this.#leave.abort();
    await this.#outcome;
  }

  /**
   * A failure is told as the statement's outcome, which knows of the abort and the time-out. It also ends the
   * wait: a statement that was refused before it was sent wakes nobody.
   */
  async #told<T>(step: Promise<T>): Promise<T> {
    const failed = this.#outcome.then((failure) =>
      failure === null ? step : Promise.reject(failure as Error),
    );
    try {
      const value = await Promise.race([step, failed]);
      if (this.#signal?.aborted === true) throw await this.#outcome;
      return value;
    } catch (error) {
      throw ((await this.#outcome) ?? statementError(error, NO_LIMIT)) as Error;
    }
  }
}

const NO_LIMIT = { aborted: false, elapsedMs: 0, timeoutMs: 0 };
