import type { ErrorReport } from '../domain/errors.ts';
import type { CommandName } from './commands.ts';
import { actorsChannels } from './channels/actors.ts';
import { hostRecordsChannels } from './channels/hostRecords.ts';
import { findChannels } from './channels/find.ts';
import { integrityChannels } from './channels/integrity.ts';
import { ledgerChannels } from './channels/ledger.ts';
import { lookupsChannels } from './channels/lookups.ts';
import { rowsChannels } from './channels/rows.ts';
import { scopeChannels } from './channels/scope.ts';
import { summariesChannels } from './channels/summaries.ts';
import { viewsChannels } from './channels/views.ts';

/** Every question the renderer may ask. The contract (contract.ts) gives each its schemas. */
export const channelNames = [
  'app.info',
  'settings.get',
  'settings.set',
  'profiles.list',
  'profiles.save',
  'profiles.remove',
  'profiles.parseUrl',
  'connections.test',
  'connections.open',
  'connections.openDemo',
  'connections.list',
  'connections.close',
  'catalog.info',
  'health.coverage',
  'timeline.page',
  'timeline.count',
  'timeline.suggest',
  'transactions.get',
  'exports.chooseTarget',
  'exports.run',
  'exports.reveal',
  'reversal.save',
  'clipboard.write',
  ...actorsChannels,
  ...hostRecordsChannels,
  ...findChannels,
  ...integrityChannels,
  ...ledgerChannels,
  ...lookupsChannels,
  ...rowsChannels,
  ...scopeChannels,
  ...summariesChannels,
  ...viewsChannels,
] as const;
export type ChannelName = (typeof channelNames)[number];

/** What really crosses the border: three Electron channels carry everything. */
export const wire = {
  call: 'investigator:call',
  cancel: 'investigator:cancel',
  event: 'investigator:event',
} as const;

/** A request's envelope. `id` is chosen by the renderer, for cancel and progress. */
export interface CallEnvelope {
  readonly id: string;
  readonly channel: ChannelName;
  readonly payload: unknown;
}

export type Reply =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorReport };

/** Sent by main unasked. */
export type BridgeEvent =
  | { readonly type: 'progress'; readonly id: string; readonly progress: unknown }
  | { readonly type: 'source_lost'; readonly source: string; readonly error: ErrorReport }
  | { readonly type: 'source_recovered'; readonly source: string }
  | { readonly type: 'navigate'; readonly to: string }
  | { readonly type: 'command'; readonly command: CommandName };

/** What the preload exposes as `window.investigator`. */
export interface RawBridge {
  readonly call: (envelope: CallEnvelope) => Promise<Reply>;
  readonly cancel: (id: string) => void;
  /** Answers the function that ends the subscription. */
  readonly onEvent: (listener: (event: BridgeEvent) => void) => () => void;
}
