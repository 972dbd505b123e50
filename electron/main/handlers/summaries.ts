import type { summariesChannels } from '@shared/ipc/channels/summaries.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof summariesChannels)[number];

export function summariesHandlers(_services: Services): Pick<Handlers, Names> {
  return {};
}
