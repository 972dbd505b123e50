import type { scopeChannels } from '@shared/ipc/channels/scope.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof scopeChannels)[number];

export function scopeHandlers(_services: Services): Pick<Handlers, Names> {
  return {};
}
