import type { Capability } from '@shared/domain/capability.ts';
import type { CaptureState, DatedTransaction, Finding } from '@shared/domain/integrity.ts';
import type { ReadTransaction } from '../../db/session.ts';
import { datedText, readDates, type Dates } from '../clock/dates.ts';
import type { Selection } from '../selection.ts';
import type { CapturedTable, CaptureTrigger, TableName } from './capturedTables.ts';
import { earlierChangesStatement } from './earlierChangesStatement.ts';

export interface CaptureFindings {
  readonly states: readonly CaptureState[];
  readonly findings: readonly Finding[];
}

interface Switch extends TableName {
  readonly trigger: CaptureTrigger;
  readonly object: 'trigger' | 'function';
  readonly txid: string;
}

/**
 * When capture of each table was installed, and findings where trigger or function was changed inside the window
 * although changes had been captured before: between, writes may have gone unseen. Without a clock: no dates.
 */
export async function captureFindings(
  tx: ReadTransaction,
  capability: Capability,
  selection: Selection,
  tables: readonly CapturedTable[],
  clock: boolean,
): Promise<CaptureFindings> {
  const all = tables.flatMap((table) => table.triggers.map((trigger) => ({ table, trigger })));
  const txids = all.flatMap(({ table, trigger: { switched, created, function_changed } }) => [
    ...[switched, created, function_changed, table.altered],
  ]);
  const dates = await readDates(
    tx,
    capability,
    txids.filter((txid) => txid !== null),
    clock,
  );
  const states = all.map(({ table, trigger }) => stateOf(table, trigger, dates, clock));
  if (!clock) return { states, findings: [] };
  const inWindow = switchesOf(all).filter(({ txid }) => overlaps(dates(txid), selection));
  const earlier = await changesBefore(tx, capability, inWindow);
  const real = inWindow.filter((_, i) => earlier.has(i));
  return { states, findings: onceEach(real).map((one) => switchFinding(one, dates(one.txid))) };
}

function stateOf(table: CapturedTable, trigger: CaptureTrigger, dates: Dates, clock: boolean): CaptureState {
  return {
    table_schema: table.table_schema,
    table_name: table.table_name,
    trigger: trigger.trigger,
    enabled: trigger.enabled,
    created: clock && trigger.created !== null ? dates(trigger.created) : null,
    switched: clock ? dates(trigger.switched) : null,
    function: trigger.function,
    function_changed: clock ? dates(trigger.function_changed) : null,
    table_altered: clock ? dates(table.altered) : null,
  };
}

function switchesOf(
  all: readonly { readonly table: CapturedTable; readonly trigger: CaptureTrigger }[],
): readonly Switch[] {
  return all.flatMap(({ table: { table_schema, table_name }, trigger }) => [
    { table_schema, table_name, trigger, object: 'trigger' as const, txid: trigger.switched },
    { table_schema, table_name, trigger, object: 'function' as const, txid: trigger.function_changed },
  ]);
}

/** What lies between two instants lies in a window that touches them. */
function overlaps({ after, before }: DatedTransaction, { from, to }: Selection): boolean {
  return (
    (from === null || before === null || before >= from) && (to === null || after === null || after <= to)
  );
}

/** Which of the switches had captured changes of their table before them, by position. */
async function changesBefore(
  tx: ReadTransaction,
  capability: Capability,
  switches: readonly Switch[],
): Promise<ReadonlySet<number>> {
  if (switches.length === 0) return new Set();
  const rows = await tx.rows(earlierChangesStatement(capability, switches));
  return new Set(rows.map((row) => Number(row['n']) - 1));
}

/** Leaves of a partitioned table are switched with it, and one function may serve many tables. */
function onceEach(switches: readonly Switch[]): readonly Switch[] {
  const byKey = new Map<string, Switch>();
  for (const one of switches) {
    const { object, trigger, txid, table_schema, table_name } = one;
    const where =
      object === 'function' ? [trigger.function] : trigger.clone ? [] : [table_schema, table_name];
    const what = object === 'function' ? [] : [trigger.trigger];
    const key = JSON.stringify([object, txid, ...what, ...where]);
    if (!byKey.has(key)) byKey.set(key, one);
  }
  return [...byKey.values()];
}

function switchFinding(
  { table_schema, table_name, trigger, object, txid }: Switch,
  written: DatedTransaction,
): Finding {
  const table = `${table_schema}.${table_name}`;
  const wasReplaced = trigger.created === txid;
  const seen =
    object === 'function'
      ? `The capture function ${trigger.function} was last replaced by ${datedText(written)}, after changes of ${table} had been captured.`
      : wasReplaced
        ? `The capture trigger ${trigger.trigger} of ${table} was last created or replaced by ${datedText(written)}, after changes of the table had been captured.`
        : `The capture trigger ${trigger.trigger} of ${table} was last enabled, disabled or renamed by ${datedText(written)}, after changes of the table had been captured. Its state now: ${stateText(trigger.enabled)}.`;
  return {
    code: 'capture_switched',
    kind: object,
    about: 'table',
    table_schema,
    table_name,
    table_pk: null,
    change_ids: [],
    transaction_ids: [],
    count: 1,
    claimed_at: null,
    written,
    columns: [],
    empty_transaction_ids: [],
    seen,
    consistent_with:
      object === 'function' || wasReplaced
        ? 'A migration that changed the capture settings, or a function or trigger that recorded less for a while.'
        : 'Capture switched off for a while, by a migration or to write unseen, and on again.',
    cannot_distinguish:
      'Since when it was off, how often it was switched before (only the last time leaves a date), and why. Grants and owner changes of a function look like a replacement.',
  };
}

function stateText(enabled: string): string {
  return { D: 'disabled', R: 'fires on replicas only', A: 'always on' }[enabled] ?? 'on';
}
