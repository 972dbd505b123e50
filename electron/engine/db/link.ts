import { Client, type Submittable } from 'pg';
import type { Endpoint } from '@shared/domain/profile.ts';
import { sendCancel, type BackendKey } from './cancel.ts';
import { cancelled, connectionLost, statementError } from './errors.ts';
import type { Statement, TextRow } from './session.ts';
import type { TlsAttempt } from './tls.ts';

/** How long past the server's own limit the client waits before it takes the link for dead. */
const BACKSTOP_MS = 5_000;
/** How long a cancel may take, and how long its statement to end after it, before the link is given up. */
const CANCEL_PATIENCE_MS = 2_000;

/** One running statement, as far as its cancelling is concerned. */
interface Control {
  settled: boolean;
  stopping: Promise<void> | null;
}

export interface Limits {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; 0 = no limit. */
  readonly timeoutMs: number;
}

/**
 * One authenticated connection that runs one statement at a time. A class because it has a lifetime: a link
 * that failed in a way that leaves its state unknown is destroyed and never used again.
 */
export class Link {
  readonly tls: boolean;
  readonly key: BackendKey | null;
  #usable = true;
  readonly #client: Client;
  readonly #endpoint: Endpoint;
  readonly #encryption: TlsAttempt;

  constructor(client: Client, endpoint: Endpoint, encryption: TlsAttempt, key: BackendKey | null) {
    this.#client = client;
    this.#endpoint = endpoint;
    this.#encryption = encryption;
    this.tls = encryption !== false;
    this.key = key;
    client.on('error', (error) => {
      // The server's idle_session_timeout: not a loss, the next question just needs another link.
      if ((error as { code?: unknown }).code === '57P05') this.onDead = () => undefined;
      this.#giveUp();
    });
    client.on('end', () => this.#giveUp());
  }

  get usable(): boolean {
    return this.#usable;
  }

  /** Called at once when the link dies by itself, idle or not. */
  onDead: () => void = () => undefined;

  async rows(statement: Statement, limits: Limits): Promise<readonly TextRow[]> {
    const { text, values } = statement;
    const query = values.length === 0 ? { text } : { text, values: [...values] };
    const result = await this.controlled(limits, () => this.#client.query<TextRow>(query));
    return result.rows;
  }

  /** Hands a query object to the driver; its own callbacks tell how it went. */
  submit(query: Submittable): void {
    this.#client.query(query);
  }

  /**
   * Runs one statement under a signal and a time-out. An abort sends a CancelRequest, and this does not settle
   * before that request is dealt with: a late cancel cannot hit the link's next statement.
   */
  async controlled<T>(limits: Limits, start: () => Promise<T>): Promise<T> {
    const { signal, timeoutMs } = limits;
    if (isAborted(signal)) throw cancelled();
    if (!this.#usable) throw connectionLost();
    const began = performance.now();
    const state: Control = { settled: false, stopping: null };
    const stop = (): void => {
      state.stopping = this.#cancel(state);
    };
    signal?.addEventListener('abort', stop, { once: true });
    const backstop = timeoutMs > 0 ? setTimeout(() => this.destroy(), timeoutMs + BACKSTOP_MS) : undefined;
    try {
      const value = await start();
      if (isAborted(signal)) throw cancelled();
      return value;
    } catch (error) {
      const elapsedMs = performance.now() - began;
      throw statementError(error, { aborted: isAborted(signal), elapsedMs, timeoutMs });
    } finally {
      state.settled = true;
      clearTimeout(backstop);
      signal?.removeEventListener('abort', stop);
      await state.stopping;
    }
  }

  /** Says goodbye to the server. */
  async close(): Promise<void> {
    this.#usable = false;
    this.onDead = () => undefined;
    // A dead peer never answers the goodbye.
    const overdue = setTimeout(() => this.#client.connection.stream.destroy(), CANCEL_PATIENCE_MS);
    await this.#client.end();
    clearTimeout(overdue);
  }

  /** Cuts the socket; whatever runs is rejected. */
  destroy(): void {
    this.#giveUp();
    this.#client.connection.stream.destroy();
  }

  async #cancel(state: Control): Promise<void> {
    try {
      if (this.key === null) throw new Error('no back-end key');
      await sendCancel(this.#endpoint, this.#encryption, this.key, CANCEL_PATIENCE_MS);
    } catch {
      if (!state.settled) this.destroy();
      return;
    }
    const overdue = setTimeout(() => {
      if (!state.settled) this.destroy();
    }, CANCEL_PATIENCE_MS);
    overdue.unref();
  }

  #giveUp(): void {
    if (!this.#usable) return;
    this.#usable = false;
    this.onDead();
  }
}

/** A function, because an abort may come while we wait, which narrowing does not expect. */
export function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
