import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = 'profiles.list' | 'profiles.save' | 'profiles.remove' | 'profiles.parseUrl';

export function profileHandlers({ profiles }: Services): Pick<Handlers, Names> {
  return {
    'profiles.list': async () => {
      const { profiles: saved, damagedKeptAt } = await profiles.list();
      return { profiles: saved, damaged_kept_at: damagedKeptAt };
    },
    'profiles.save': (draft) => profiles.save(draft),
    'profiles.remove': async ({ id }) => {
      await profiles.remove(id);
      return { done: true };
    },
    'profiles.parseUrl': async ({ url }) => {
      const { parsePostgresUrl } = await import('@engine/db/url.ts');
      return parsePostgresUrl(url);
    },
  };
}
