import { setTimeout as sleep } from 'node:timers/promises';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Endpoint } from '@shared/domain/profile.ts';
import { connect } from './connect.ts';
import { cancelled, connectionLost, isTransientConnectError } from './errors.ts';
import { LinkLane } from './lane.ts';
import type { Link } from './link.ts';
import { runRead } from './read.ts';
import type { ConnectionFacts, Lane, ReadOptions, ReadTransaction, Session } from './session.ts';

export const DEFAULT_STATEMENT_TIMEOUT_MS = 30_000;
/** Milliseconds to wait before each further attempt to come back; a restart of the server fits into them. */
const BACK_OFF_MS = [100, 250, 500, 1_000, 1_000];

export interface SessionOptions {
  /** Told once when an established connection breaks, not again before one has come back. */
  readonly onLost?: (error: InvestigatorError) => void;
  /** Told when a question was answered again after a loss. */
  readonly onRecovered?: () => void;
  /** Stops the first connecting. */
  readonly signal?: AbortSignal | undefined;
  readonly connectTimeoutMs?: number;
}

/**
 * Connects, proving host, TLS, user and password, and answers the session. Further connections are made when
 * needed: two for browsing, one for counting, two for exports. Errors: those of {@link connect}.
 */
export async function openSession(
  endpoint: Endpoint,
  password: string | null,
  options: SessionOptions = {},
): Promise<Session> {
  const { signal, connectTimeoutMs: timeoutMs } = options;
  const first = await connect(endpoint, password, { signal, timeoutMs });
  return new LaneSession(first, (s) => connect(endpoint, password, { signal: s, timeoutMs }), options);
}

class LaneSession implements Session {
  readonly #lanes: Readonly<Record<Lane, LinkLane>>;
  readonly #connect: (signal: AbortSignal | undefined) => Promise<Link>;
  readonly #options: SessionOptions;
  /** One controller a running read: closing the session stops them all. */
  readonly #running = new Map<AbortController, Promise<unknown>>();
  #lost = false;
  #closed = false;

  constructor(
    first: Link,
    connectAgain: (signal: AbortSignal | undefined) => Promise<Link>,
    options: SessionOptions,
  ) {
    this.#connect = connectAgain;
    this.#options = options;
    const lane = (size: number, keepMs: number): LinkLane =>
      new LinkLane(size, keepMs, (signal) => this.#open(signal));
    // Browsing keeps its link: the next page must not wait for a handshake, and a loss is noticed by it.
    this.#lanes = { browse: lane(2, 600_000), count: lane(1, 60_000), export: lane(2, 60_000) };
    this.#watch(first);
    this.#lanes.browse.adopt(first);
  }

  async read<T>(
    options: ReadOptions,
    work: (tx: ReadTransaction, facts: ConnectionFacts) => Promise<T>,
  ): Promise<T> {
    if (this.#closed) throw connectionLost('the session is closed');
    if (options.signal?.aborted === true) throw cancelled();
    const stopper = new AbortController();
    const stop = (): void => stopper.abort();
    options.signal?.addEventListener('abort', stop, { once: true });
    const reading = this.#read({ ...options, signal: stopper.signal }, work);
    this.#running.set(stopper, reading);
    try {
      return await reading;
    } finally {
      this.#running.delete(stopper);
      options.signal?.removeEventListener('abort', stop);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const stopper of this.#running.keys()) stopper.abort();
    await Promise.allSettled(this.#running.values());
    await Promise.all(Object.values(this.#lanes).map((lane) => lane.close()));
  }

  async #read<T>(
    options: ReadOptions,
    work: (tx: ReadTransaction, facts: ConnectionFacts) => Promise<T>,
  ): Promise<T> {
    const lane = this.#lanes[options.lane ?? 'browse'];
    const timeoutMs = options.statementTimeoutMs ?? DEFAULT_STATEMENT_TIMEOUT_MS;
    for (;;) {
      const { link, kept } = await lane.acquire(options.signal);
      const progress = { begun: false };
      try {
        const result = await runRead(link, { signal: options.signal, timeoutMs }, (tx) => {
          progress.begun = true;
          return work(tx, { tls: link.tls, announcedPid: link.key?.pid ?? null });
        });
        this.#answered();
        return result;
      } catch (error) {
        // A kept link may have died unnoticed. Nothing was asked yet, so asking on a new one repeats nothing.
        if (!(
          kept &&
          !progress.begun &&
          error instanceof InvestigatorError &&
          error.code === 'connection_lost'
        ))
          throw error;
      } finally {
        lane.release(link);
      }
    }
  }

  /** After a loss a few attempts with growing pauses; before one, a single attempt. */
  async #open(signal: AbortSignal | undefined): Promise<Link> {
    for (let tries = 0; ; tries += 1) {
      try {
        const link = await this.#connect(signal);
        this.#watch(link);
        return link;
      } catch (error) {
        const pause = BACK_OFF_MS[tries];
        if (!this.#lost || pause === undefined || !isTransientConnectError(error)) throw error;
        await sleep(pause, undefined, { signal }).catch(() => {
          throw cancelled();
        });
      }
    }
  }

  /** Any answer, on whichever link, says that the database is there. */
  #answered(): void {
    if (!this.#lost) return;
    this.#lost = false;
    this.#options.onRecovered?.();
  }

  #watch(link: Link): void {
    link.onDead = () => {
      if (this.#lost || this.#closed) return;
      this.#lost = true;
      this.#options.onLost?.(connectionLost());
    };
  }
}
