import { now } from '@engine/store/now.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names =
  | 'catalog.info'
  | 'health.coverage'
  | 'timeline.page'
  | 'timeline.count'
  | 'timeline.suggest'
  | 'transactions.get';

/** Questions about the data of an open connection: each finds it and passes on to the engine. */
export function dataHandlers({ sources }: Services): Pick<Handlers, Names> {
  return {
    // Probed anew: rows are purged and triggers switched while a connection is open.
    'catalog.info': async ({ source }, { signal }) => {
      const { probe } = await import('@engine/catalog/probe.ts');
      const { session, capability } = sources.get(source);
      return sources.update(source, await probe(session, capability.storage_schema, signal));
    },
    'health.coverage': async ({ source }, { signal }) => {
      const { readCoverage } = await import('@engine/health/coverage.ts');
      return await readCoverage(sources.get(source), {}, signal);
    },
    'timeline.page': async ({ source, ...question }, { signal }) => {
      const { timelinePage } = await import('@engine/timeline/page.ts');
      return await timelinePage(sources.get(source), question, signal);
    },
    'timeline.count': async ({ source, ...question }, { signal }) => {
      const { countChanges } = await import('@engine/timeline/count.ts');
      const counted = await countChanges(sources.get(source), question, signal);
      return { ...counted, counted_at: now() };
    },
    'timeline.suggest': async ({ source, ...question }, { signal }) => {
      const { suggestValues } = await import('@engine/timeline/suggest.ts');
      return await suggestValues(sources.get(source), question, signal);
    },
    'transactions.get': async ({ source, id }, { signal }) => {
      const { transactionContext } = await import('@engine/transactions/context.ts');
      return await transactionContext(sources.get(source), id, signal);
    },
  };
}
