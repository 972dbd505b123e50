import type { findChannels } from '@shared/ipc/channels/find.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof findChannels)[number];

export function findHandlers({ sources }: Services): Pick<Handlers, Names> {
  return {
    'find.lookup': async ({ source, ...question }, { signal, progress }) => {
      const { find } = await import('@engine/find/find.ts');
      return await find(sources.get(source), question, progress, signal);
    },
  };
}
