import type { Command } from 'commander';
import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import type { AuditSource } from '@engine/db/session.ts';
import type { ParsedUrl } from '@engine/db/url.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { openDemo } from './connect/openDemo.ts';
import { promptPassword } from './connect/promptPassword.ts';
import { inSchema, refuseSeveral, resolveEndpoint } from './connect/resolveEndpoint.ts';
import { voice, type Results, type Terminal, type Voice } from './terminal.ts';

/** The options every command takes (docs/CLI.md, Global options). */
export interface GlobalOptions {
  readonly url?: string;
  readonly profile?: string;
  readonly demo?: boolean;
  readonly storageSchema?: string;
  readonly json?: boolean;
  readonly statementTimeout?: number;
  readonly color?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** What a command's action works with. */
export interface Context<Options = unknown> extends Voice {
  readonly options: GlobalOptions & Options;
  readonly terminal: Terminal;
  /** Aborted by SIGINT and SIGTERM, and when the reader of stdout has gone. */
  readonly signal: AbortSignal;
}

/** One run of the program: its process, where its result goes, and what stops it. */
export interface Run {
  readonly terminal: Terminal;
  readonly results: Results;
  readonly signal: AbortSignal;
}

export function contextOf<Options>(command: Command, { terminal, results, signal }: Run): Context<Options> {
  const options = command.optsWithGlobals<GlobalOptions & Options>();
  const { quiet = false, verbose = false, color = true } = options;
  return { ...voice(terminal, results, { quiet, verbose, color }), options, terminal, signal };
}

/** Connects, probes, works and disconnects, however the work ends. */
export async function withSource<T>(context: Context, work: (source: AuditSource) => Promise<T>): Promise<T> {
  const limit = context.options.statementTimeout;
  return withPlace(context, async (place) => {
    const source = await openSource(context, place);
    try {
      // --statement-timeout outranks what a question allows itself.
      return await work(limit === undefined ? source : limited(source, limit));
    } finally {
      await source.session.close();
    }
  });
}

/** With --demo the server runs, unless another process serves it, just as long as the work. */
async function withPlace<T>(context: Context, work: (place: ParsedUrl) => Promise<T>): Promise<T> {
  const { options, terminal } = context;
  if (options.demo !== true) return work(await resolveEndpoint(options, terminal.env));
  refuseSeveral(options);
  const demo = await openDemo(context);
  try {
    return await work({ endpoint: inSchema(demo.endpoint, options.storageSchema), password: demo.password });
  } finally {
    await demo.stop();
  }
}

/** Lets every statement run so long, whatever each question would allow itself; 0 is no limit. */
export function limited({ session, capability }: AuditSource, statementTimeoutMs: number): AuditSource {
  return {
    capability,
    session: {
      read: (options, work) => session.read({ ...options, statementTimeoutMs }, work),
      close: () => session.close(),
    },
  };
}

async function openSource(context: Context, { endpoint, password }: ParsedUrl): Promise<AuditSource> {
  const { terminal, signal } = context;
  const { host, port, database, user } = endpoint;
  context.trace(`connecting to ${host}:${port}/${database} as ${user}`);
  try {
    return await openAuditSource(endpoint, password, { signal });
  } catch (error) {
    if (!(error instanceof InvestigatorError && error.code === 'secret_unavailable')) throw error;
    const { stdin, stderr } = terminal;
    const typed = await promptPassword(`Password of ${user} at ${host}: `, stdin, stderr);
    if (typed === null) throw withoutSecret(error);
    return openAuditSource(endpoint, typed, { signal });
  }
}

/** The hint names the ways that work here; the application's key store is not one of them. */
function withoutSecret(error: InvestigatorError): InvestigatorError {
  return new InvestigatorError('secret_unavailable', error.message, {
    hint: 'Set PGPASSWORD, add a line to ~/.pgpass, or run it on a terminal to be asked.',
  });
}
