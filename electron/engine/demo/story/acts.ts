import type { Act } from './act.ts';
import { backfill } from './backfill.ts';
import { accountMade, bankChanged, emailsChanged, keyMade, secondFactorFails, webhookMade } from './burst.ts';
import { adminsMade, captureOff, captureOn, nightWork, traceDeleted, traceForged } from './coverUp.ts';
import { crmOverwrites } from './crmSync.ts';
import { hostRecords } from './hostRecords.ts';
import { invoices } from './invoices.ts';
import { annotation, approval, keyRevoked } from './payday.ts';
import { payoutCreated, payoutNotified, payoutRelabelled } from './payoutAccount.ts';
import { promotion, segmentsOfD20 } from './promotion.ts';
import { order4711, refundRequests } from './refundRequests.ts';

/** Everything that happens at a fixed time, by day; what ordinary people do around it is in life/. */
export function acts(firstInvoiceId: number): readonly Act[] {
  return [
    segmentsOfD20,
    promotion,
    payoutCreated,
    payoutNotified,
    secondFactorFails,
    accountMade,
    bankChanged,
    emailsChanged,
    webhookMade,
    keyMade,
    invoices(firstInvoiceId),
    payoutRelabelled,
    order4711,
    backfill,
    ...refundRequests,
    crmOverwrites,
    approval,
    annotation,
    keyRevoked,
    captureOff,
    traceDeleted,
    traceForged,
    ...adminsMade,
    captureOn,
    ...nightWork,
    ...hostRecords,
  ];
}
