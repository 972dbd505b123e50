import type { actorsChannels } from '@shared/ipc/channels/actors.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof actorsChannels)[number];

export function actorsHandlers(_services: Services): Pick<Handlers, Names> {
  return {};
}
