import type { findChannels } from '@shared/ipc/channels/find.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof findChannels)[number];

export function findHandlers(_services: Services): Pick<Handlers, Names> {
  return {};
}
