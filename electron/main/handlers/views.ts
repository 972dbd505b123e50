import type { viewsChannels } from '@shared/ipc/channels/views.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof viewsChannels)[number];

/** Questions kept under a name. */
export function viewsHandlers({ views }: Services): Pick<Handlers, Names> {
  return {
    'views.list': async () => {
      const { views: kept, damagedKeptAt } = await views.list();
      return { views: kept, damaged_kept_at: damagedKeptAt };
    },
    'views.save': (draft) => views.save(draft),
    'views.remove': async ({ id }) => {
      await views.remove(id);
      return { done: true };
    },
  };
}
