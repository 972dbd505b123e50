import type { Capability } from '@shared/domain/capability.ts';
import type { NoChangeStatement } from '@shared/domain/noChange.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import type { TextRow } from '../../db/session.ts';
import type { CapturedTable } from '../capture/capturedTables.ts';
import type { Dates } from '../clock/dates.ts';
import type { Surroundings } from '../surroundings.ts';

export interface Window {
  readonly from: string;
  readonly to: string;
}

export type Refusal = NoChangeStatement['refusals'][number];

export interface Weighed {
  readonly row: RowAddress;
  readonly window: Window;
  readonly snapshot: TextRow;
  readonly around: Surroundings;
  readonly table: CapturedTable | null;
  readonly changes: readonly TextRow[];
  readonly dates: Dates;
  /** Why the clock does not reach back to the window; null when it does. */
  readonly timeless: string | null;
}

export function isOn({ enabled }: { readonly enabled: string }): boolean {
  return enabled === 'O' || enabled === 'A';
}

/** Of where one looks from: the server, the role, the window. */
export function ofPlace(
  capability: Capability,
  { window, snapshot, around, dates }: Weighed,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const others = capability.other_storage_schemas;
  if (others.length > 0)
    refusals.push({
      code: 'second_install',
      reason: `changes may be in another trail: ${others.join(', ')}`,
    });
  const now = snapshot['now'] ?? '';
  if (window.to >= now) refusals.push({ code: 'window_not_over', reason: `it is ${now} on the server` });
  if (around.hidden !== null) refusals.push({ code: 'row_security', reason: around.hidden });
  const lag = snapshot['replica'] === 't' ? lagReason(snapshot, window) : null;
  if (lag !== null) refusals.push({ code: 'replica_lag', reason: lag });
  const open = snapshot['open'] ?? null;
  const opened = open === null ? null : dates(open);
  if (opened !== null && (opened.after === null || opened.after <= window.to))
    refusals.push({
      code: 'open_transaction',
      reason: `transaction ${opened.txid} is still open and may have captured inside the window`,
    });
  return refusals;
}

/** A standby knows of an open transaction once one with a greater id has ended; so one from after the window must have. */
function lagReason(snapshot: TextRow, { to }: Window): string | null {
  const replayed = snapshot['replayed'] ?? null;
  if (replayed === null || replayed <= to)
    return `the standby has replayed until ${replayed ?? 'an unknown time'}`;
  const audited = snapshot['audited'] ?? null;
  return audited === null || audited <= to
    ? `the newest audited transaction the standby has is of ${audited ?? 'no known time'}: one that is open on the primary may have captured inside the window`
    : null;
}

/** Of capture of the table in the window. */
export function ofCapture({ window, around, table, dates, timeless }: Weighed): readonly Refusal[] {
  const trigger = table?.triggers.find(isOn);
  if (trigger === undefined)
    return [{ code: 'not_captured', reason: 'no capture trigger fires for writes to the table now' }];
  if (!around.clock.transactions || !around.clock.changes)
    return [
      {
        code: 'clock_void',
        reason: 'the transaction-id clock does not apply here, so it is not known when capture was switched',
      },
    ];
  if (timeless !== null) return [{ code: 'clock_void', reason: timeless }];
  return [trigger.switched, trigger.function_changed].flatMap((txid) => {
    const { after, before } = dates(txid);
    const isInside = (before === null || before >= window.from) && after !== null && after <= window.to;
    return isInside
      ? [
          {
            code: 'capture_switched' as const,
            reason: `trigger or function was changed between ${after} and ${before ?? 'now'}`,
          },
        ]
      : [];
  });
}

/** T0: the trigger's creation where it has a date, else the first capture; and what retention left. */
export function ofBeginning(
  { window, snapshot, table, dates }: Weighed,
  first: string | null,
): readonly Refusal[] {
  const refusals: Refusal[] = [];
  const oldest = snapshot['oldest'] ?? null;
  if (oldest === null || window.from < oldest)
    refusals.push({
      code: 'before_retained_window',
      reason: `the oldest change kept is of ${oldest ?? 'no time: there is none'}`,
    });
  const created = table?.triggers.find(isOn)?.created ?? null;
  const dated = created === null ? null : (dates(created).before ?? null);
  const begun = dated ?? first;
  if (begun === null || window.from < begun)
    refusals.push({
      code: 'before_capture',
      reason: `capture of the table is known to work since ${begun ?? 'never'}`,
    });
  return refusals;
}
