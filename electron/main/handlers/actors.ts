import type { actorsChannels } from '@shared/ipc/channels/actors.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof actorsChannels)[number];

/** Actors, their bursts, what lies beside a transaction, and what a correlation or an action reaches. */
export function actorsHandlers({ sources }: Services): Pick<Handlers, Names> {
  return {
    'actors.transactions': async ({ source, ...question }, { signal }) => {
      const { actorTransactions } = await import('@engine/actors/transactions.ts');
      return await actorTransactions(sources.get(source), question, signal);
    },
    'actors.seen': async ({ source, ...question }, { signal }) => {
      const { actorSeen } = await import('@engine/actors/seen.ts');
      return await actorSeen(sources.get(source), question, signal);
    },
    'actors.summary': async ({ source, ...question }, { signal }) => {
      const { actorSummary } = await import('@engine/actors/summary.ts');
      return await actorSummary(sources.get(source), question, signal);
    },
    'actors.baseline': async ({ source, ...question }, { signal }) => {
      const { actorBaseline } = await import('@engine/actors/baseline.ts');
      return await actorBaseline(sources.get(source), question, signal);
    },
    'actors.bursts': async ({ source, gap_seconds, ...question }, { signal }) => {
      const { activityBursts } = await import('@engine/actors/bursts.ts');
      return await activityBursts(sources.get(source), { ...question, gapSeconds: gap_seconds }, signal);
    },
    'transactions.neighbours': async ({ source, ...question }, { signal }) => {
      const { transactionNeighbours } = await import('@engine/actors/neighbours.ts');
      return await transactionNeighbours(sources.get(source), question, signal);
    },
    'timeline.around': async ({ source, ...question }, { signal }) => {
      const { changesAround } = await import('@engine/actors/around.ts');
      return await changesAround(sources.get(source), question, signal);
    },
    'correlations.get': async ({ source, ...question }, { signal }) => {
      const { correlation } = await import('@engine/correlations/correlation.ts');
      return await correlation(sources.get(source), question, signal);
    },
    'actions.get': async ({ source, ...question }, { signal }) => {
      const { actionContext } = await import('@engine/correlations/action.ts');
      return await actionContext(sources.get(source), question, signal);
    },
  };
}
