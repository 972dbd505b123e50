import type { rowsChannels } from '@shared/ipc/channels/rows.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof rowsChannels)[number];

/** Questions about one row of an open connection. */
export function rowsHandlers({ sources }: Services): Pick<Handlers, Names> {
  return {
    'rows.history': async ({ source, ...question }, { signal }) => {
      const { rowHistoryPage } = await import('@engine/rows/history.ts');
      return await rowHistoryPage(sources.get(source), question, signal);
    },
    'rows.besides': async ({ source, ...question }, { signal }) => {
      const { rowBesides } = await import('@engine/rows/history.ts');
      return await rowBesides(sources.get(source), question, signal);
    },
    'rows.asOf': async ({ source, ...question }, { signal }) => {
      const { rowAsOf } = await import('@engine/rows/asOf.ts');
      return await rowAsOf(sources.get(source), question, signal);
    },
    'rows.compare': async ({ source, ...question }, { signal }) => {
      const { compareRow } = await import('@engine/rows/compare.ts');
      return await compareRow(sources.get(source), question, signal);
    },
    'rows.blame': async ({ source, ...question }, { signal }) => {
      const { blameRow } = await import('@engine/rows/blame.ts');
      return await blameRow(sources.get(source), question, signal);
    },
    'rows.related': async ({ source, ...question }, { signal }) => {
      const { relatedRows } = await import('@engine/rows/related.ts');
      return await relatedRows(sources.get(source), question, signal);
    },
    'rows.summary': async ({ source, ...question }, { signal }) => {
      const { rowSummary } = await import('@engine/rows/summary.ts');
      return await rowSummary(sources.get(source), question, signal);
    },
  };
}
