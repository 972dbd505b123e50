import { app } from 'electron';
import type { LedgerWriterIdentity } from '@engine/ledger/append.ts';
import { recorded } from '@engine/ledger/recorded.ts';
import { normalizeFilters } from '@shared/domain/filters.ts';
import type { ChannelName } from '@shared/ipc/channels.ts';
import type { Handler, Handlers } from './ipc/handler.ts';
import type { Services } from './services.ts';

/** This face of the ledger. */
export function ledgerIdentity(): LedgerWriterIdentity {
  return { application: app.getVersion(), face: 'application' };
}

/** The one place where the application's questions are recorded: whatever asks a database, whoever answers. */
export function recordedHandlers(
  handlers: Handlers,
  { ledger, sources }: Pick<Services, 'ledger' | 'sources'>,
  identity: LedgerWriterIdentity,
): Handlers {
  const wrap = (channel: string, handle: Handler<ChannelName>): Handler<ChannelName> => {
    return (request, context) => {
      const parameters = request as Readonly<Record<string, unknown>>;
      const nameOf = (answer: unknown): string | null =>
        sources.list().find(({ source }) => source === parameters['source'])?.name ?? nameIn(answer);
      const filters = canonical(parameters['filters']);
      const question = {
        asked: channel,
        filters,
        parametersOf: () => parameters,
        nameOf,
        signal: context.signal,
      };
      return recorded(ledger, identity, question, () => handle(request, context));
    };
  };
  // The map's type ties each handler to its channel; TypeScript cannot follow that through entries.
  const entries = Object.entries(handlers) as [ChannelName, Handler<ChannelName>][];
  return Object.fromEntries(
    entries.map(([channel, handle]) => [channel, wrap(channel, handle)]),
  ) as unknown as Handlers;
}

/** What opening a connection answers. */
function nameIn(answer: unknown): string | null {
  const name = answer !== null && typeof answer === 'object' && 'name' in answer ? answer.name : null;
  return typeof name === 'string' ? name : null;
}

/** Filters that cannot be meant are recorded as they were asked: the question fails by itself. */
function canonical(filters: unknown): unknown {
  if (filters === undefined) return null;
  try {
    return normalizeFilters(filters);
  } catch {
    return filters;
  }
}
