import type { rowsChannels } from '@shared/ipc/channels/rows.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof rowsChannels)[number];

export function rowsHandlers(_services: Services): Pick<Handlers, Names> {
  return {};
}
