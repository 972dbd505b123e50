import type { lookupsChannels } from '@shared/ipc/channels/lookups.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof lookupsChannels)[number];

/** What stands beside an answer: tables nobody recorded, transactions by their number. */
export function lookupsHandlers({ sources }: Services): Pick<Handlers, Names> {
  return {
    'timeline.unknownTables': async ({ source, tables }, { signal }) => {
      const { unknownTables } = await import('@engine/timeline/unknownTables.ts');
      return await unknownTables(sources.get(source), tables, signal);
    },
    'transactions.byTxid': async ({ source, txids }, { signal }) => {
      const { transactionsByTxid } = await import('@engine/transactions/byTxid.ts');
      return await transactionsByTxid(sources.get(source), txids, signal);
    },
  };
}
