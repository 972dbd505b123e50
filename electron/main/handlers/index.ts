import type { ExportTargets } from '../exportTargets.ts';
import type { Handlers } from '../ipc/handler.ts';
import type { Services } from '../services.ts';
import { actorsHandlers } from './actors.ts';
import { hostRecordsHandlers } from './hostRecords.ts';
import { findHandlers } from './find.ts';
import { integrityHandlers } from './integrity.ts';
import { ledgerHandlers } from './ledger.ts';
import { lookupsHandlers } from './lookups.ts';
import { rowsHandlers } from './rows.ts';
import { scopeHandlers } from './scope.ts';
import { summariesHandlers } from './summaries.ts';
import { viewsHandlers } from './views.ts';
import { clipboardHandlers } from './clipboard.ts';
import { connectionHandlers } from './connections.ts';
import { dataHandlers } from './data.ts';
import { exportHandlers } from './exports.ts';
import { profileHandlers } from './profiles.ts';
import { settingsHandlers } from './settings.ts';

/** Every channel of the contract and who answers it. */
export function allHandlers(services: Services, targets: ExportTargets): Handlers {
  return {
    ...settingsHandlers(services),
    ...profileHandlers(services),
    ...connectionHandlers(services),
    ...dataHandlers(services),
    ...exportHandlers(services, targets),
    ...clipboardHandlers(),
    ...actorsHandlers(services),
    ...hostRecordsHandlers(services),
    ...findHandlers(services),
    ...integrityHandlers(services),
    ...ledgerHandlers(services, targets),
    ...lookupsHandlers(services),
    ...rowsHandlers(services),
    ...scopeHandlers(services),
    ...summariesHandlers(services),
    ...viewsHandlers(services),
  };
}
