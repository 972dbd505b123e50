import type { scopeChannels } from '@shared/ipc/channels/scope.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof scopeChannels)[number];

/** Questions about a set of changes: what it did, what became of it, what belongs to it, what would undo it. */
export function scopeHandlers({ sources }: Services): Pick<Handlers, Names> {
  return {
    'transactions.beforeAfter': async ({ source, ...question }, { signal }) => {
      const { transactionBeforeAfter } = await import('@engine/scope/beforeAfter.ts');
      return await transactionBeforeAfter(sources.get(source), question, signal);
    },
    'scope.damage': async ({ source, ...question }, { signal }) => {
      const { damage } = await import('@engine/scope/damage.ts');
      return await damage(sources.get(source), question, signal);
    },
    'scope.growth': async ({ source, ...question }, { signal }) => {
      const { scopeGrowth } = await import('@engine/scope/growth.ts');
      return await scopeGrowth(sources.get(source), question, signal);
    },
    'reversal.draft': async ({ source, ...question }, { signal }) => {
      const { draftReversal } = await import('@engine/reversal/draft.ts');
      return await draftReversal(sources.get(source), question, signal);
    },
  };
}
