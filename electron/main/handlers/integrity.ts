import type { integrityChannels } from '@shared/ipc/channels/integrity.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof integrityChannels)[number];

export function integrityHandlers(_services: Services): Pick<Handlers, Names> {
  return {};
}
