import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuditSource } from '@engine/db/session.ts';
import { InvestigatorError, type ErrorReport } from '@shared/domain/errors.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { Endpoint } from '@shared/domain/profile.ts';
import type { BridgeEvent } from '@shared/ipc/channels.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import type { Logger } from './logging.ts';

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

/** Opens a session and probes it; `onLost` is called whenever the connection is found broken. */
export type Connect = (
  onLost: (error: InvestigatorError) => void,
  signal: AbortSignal,
) => Promise<AuditSource>;

interface Entry {
  audit: AuditSource;
  shown: OpenSource;
  readonly closed: AbortController;
  recovering: boolean;
}

/** The connections that are open, each under the `src_…` id the renderer names in every request. */
export class Sources {
  readonly #entries = new Map<string, Entry>();
  readonly #announce: (event: BridgeEvent) => void;
  readonly #log: Logger;

  constructor(announce: (event: BridgeEvent) => void, log: Logger) {
    this.#announce = announce;
    this.#log = log;
  }

  /** Error: `cancelled`, and then nothing stays open; those of `connect`. */
  async open(
    about: Pick<OpenSource, 'kind' | 'name' | 'place' | 'profile_id'>,
    connect: Connect,
    signal: AbortSignal,
  ): Promise<OpenSource> {
    const source = `src_${randomBytes(8).toString('hex')}`;
    const audit = await connect((error) => this.#lost(source, error), signal);
    if (signal.aborted) {
      // Nobody waits for the answer any more: a session that no screen shows must not live on.
      await audit.session.close();
      throw new InvestigatorError('cancelled', 'connecting was stopped on request');
    }
    const shown: OpenSource = { source, ...about, capability: audit.capability };
    this.#entries.set(source, { audit, shown, closed: new AbortController(), recovering: false });
    return shown;
  }

  /** Error: `unknown_source`. */
  get(source: string): AuditSource {
    const entry = this.#entries.get(source);
    if (entry !== undefined) return entry.audit;
    throw new InvestigatorError('unknown_source', 'this connection is no longer open', {
      hint: 'Open it again from Connections.',
    });
  }

  /** Remembers what a new probe found. Error: `unknown_source`, when it was closed meanwhile. */
  update(source: string, capability: Capability): Capability {
    const { session } = this.get(source);
    const entry = this.#entries.get(source);
    if (entry !== undefined) {
      entry.audit = { session, capability };
      entry.shown = { ...entry.shown, capability };
    }
    return capability;
  }

  list(): readonly OpenSource[] {
    return [...this.#entries.values()].map((entry) => entry.shown);
  }

  async close(source: string): Promise<void> {
    const entry = this.#entries.get(source);
    this.#entries.delete(source);
    entry?.closed.abort();
    await entry?.audit.session.close();
  }

  async closeAll(): Promise<void> {
    await Promise.allSettled([...this.#entries.keys()].map((source) => this.close(source)));
  }

  /** Tells the screens once, then asks quietly until the server answers again. */
  #lost(source: string, error: InvestigatorError): void {
    const entry = this.#entries.get(source);
    if (entry === undefined || entry.recovering) return;
    entry.recovering = true;
    const report: ErrorReport = error.report();
    this.#log.warn('source lost', { source, code: report.code, message: report.message });
    this.#announce({ type: 'source_lost', source, error: report });
    void this.#recover(source, entry);
  }

  async #recover(source: string, entry: Entry): Promise<void> {
    const { signal } = entry.closed;
    for (let wait = FIRST_RETRY_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
      try {
        await sleep(wait, undefined, { signal });
        // An empty transaction reaches the server and asks nothing of it.
        await entry.audit.session.read({ lane: 'count', signal }, () => Promise.resolve());
      } catch {
        continue;
      }
      entry.recovering = false;
      this.#log.info('source recovered', { source });
      this.#announce({ type: 'source_recovered', source });
      return;
    }
  }
}

/** `user@host:port/database`, as shown beside the connection's name. */
export function placeOf({ user, host, port, database }: Endpoint): string {
  return `${user}@${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}
