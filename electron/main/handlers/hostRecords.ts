import type { hostRecordsChannels } from '@shared/ipc/channels/hostRecords.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';

type Names = (typeof hostRecordsChannels)[number];

export function hostRecordsHandlers(_services: Services): Pick<Handlers, Names> {
  return {};
}
