import type { Capability } from '@shared/domain/capability.ts';
import type { DatedTransaction, Finding } from '@shared/domain/integrity.ts';
import type { NoChangeStatement } from '@shared/domain/noChange.ts';
import { isUnresolvedKey, type RowAddress } from '@shared/domain/row.ts';
import type { ReadTransaction, TextRow } from '../../db/session.ts';
import { readCapturedTables, type CapturedTable } from '../capture/capturedTables.ts';
import { chainFindings } from '../chain/chain.ts';
import { readDates, type Dates } from '../clock/dates.ts';
import { clockFindings } from '../clock/findings.ts';
import { liveChecks } from '../live/liveChecks.ts';
import { liveKey, liveObstacle } from '../live/live.ts';
import { selectionOfRow } from '../selection.ts';
import {
  isOn,
  ofBeginning,
  ofCapture,
  ofPlace,
  type Refusal,
  type Weighed,
  type Window,
} from './refusals.ts';
import { timelessReason } from './timeless.ts';
import { surroundingsOf, type Surroundings, type Trail } from '../surroundings.ts';
import {
  aroundWindowStatement,
  firstCaptureStatement,
  liveVersionStatement,
  snapshotStatement,
  unresolvedStatement,
} from './statements.ts';

type Bracket = NoChangeStatement['bracket'];

/** The statement for one row of a known address. */
export async function stateRow(
  tx: ReadTransaction,
  capability: Capability,
  row: RowAddress,
  window: Window,
  trail: Trail,
): Promise<NoChangeStatement> {
  const [snapshot = {}] = await tx.rows(snapshotStatement(capability));
  const around = await surroundingsOf(tx, capability, selectionOfRow(row), trail);
  const [table = null] = await readCapturedTables(tx, capability, [row]);
  const changes = await tx.rows(aroundWindowStatement(capability, row, window.from, window.to));
  const within = changes.filter(({ place }) => place === 'within');
  const base = {
    row,
    ...window,
    change_ids: within.map(({ id }) => id ?? ''),
    changes: Number(within[0]?.['total'] ?? 0),
  };
  const txids = datedTxids(table, snapshot);
  const dates = await readDates(tx, capability, txids, around.clock.transactions);
  const since = captureSince(table, dates, around);
  const { refusals, bracket } = await weigh(tx, capability, {
    row,
    window,
    snapshot,
    around,
    table,
    changes,
    dates,
    timeless: timelessReason(trail, window.from),
  });
  const outcome = within.length > 0 ? 'changed' : refusals.length > 0 ? 'refused' : 'stated';
  return {
    ...base,
    outcome,
    refusals,
    bracket,
    capture_since: since,
    statement: outcome === 'stated' ? sentence(row, window) : null,
    unless: outcome === 'stated' ? UNLESS : [],
  };
}

/** A statement that says only why there is none. */
export function refusedStatement(
  row: RowAddress | null,
  window: Window,
  refusals: readonly Refusal[],
): NoChangeStatement {
  return {
    outcome: 'refused',
    row,
    ...window,
    refusals,
    change_ids: [],
    changes: 0,
    bracket: { before: null, after: null },
    capture_since: null,
    statement: null,
    unless: [],
  };
}

const UNLESS = [
  'a change was deleted from the trail together with every trace of it in later versions, by somebody who could write the trail',
  'capture was switched off and on again before it was last switched: only the last time leaves a date',
  'the row was changed and changed back while capture was off (session_replication_role = replica leaves no date on the trigger), and written by a captured change since',
  'columns that capture excludes or masks were written unseen before the newest captured change',
];

function sentence({ table_schema, table_name, table_pk }: RowAddress, { from, to }: Window): string {
  return `No captured change of ${table_schema}.${table_name} ${table_pk} between ${from} and ${to}, both included.`;
}

function datedTxids(table: CapturedTable | null, snapshot: TextRow): readonly string[] {
  const triggers = (table?.triggers ?? []).flatMap(({ switched, created, function_changed }) => [
    switched,
    created,
    function_changed,
    snapshot['open'],
  ]);
  return triggers.filter((txid) => typeof txid === 'string');
}

function captureSince(
  table: CapturedTable | null,
  dates: Dates,
  { clock }: Surroundings,
): DatedTransaction | null {
  const trigger = clock.transactions ? table?.triggers.find(isOn) : undefined;
  return trigger === undefined ? null : dates(trigger.switched);
}

async function weigh(
  tx: ReadTransaction,
  capability: Capability,
  given: Weighed,
): Promise<{ readonly refusals: readonly Refusal[]; readonly bracket: Bracket }> {
  const { row, window, around, table } = given;
  const refusals: Refusal[] = [...ofPlace(capability, given), ...ofCapture(given)];
  const [first] = await tx.rows(firstCaptureStatement(capability, row));
  refusals.push(...ofBeginning(given, first?.['at'] ?? null));
  const [counted] = await tx.rows(unresolvedStatement(capability, row, window.from, window.to));
  const unresolved = Number(counted?.['unresolved'] ?? 0);
  if (isUnresolvedKey(row.table_pk) || unresolved > 0)
    refusals.push({
      code: 'unresolved_keys',
      reason: `${unresolved} changes of the table in the window do not say which row they are of`,
    });
  const key = liveKey(table);
  const obstacle = liveObstacle(table, key);
  if (obstacle !== null) refusals.push({ code: 'live_unreadable', reason: obstacle });
  const isTold = obstacle === null && around.hidden === null;
  const contradictions = isTold ? await contradictionsOf(tx, capability, row, around) : [];
  refusals.push(...contradictions.map(({ seen }) => ({ code: 'contradicted' as const, reason: seen })));
  const bracket = await bracketOf(tx, capability, given, obstacle === null ? key : null);
  if (bracket.before === null || bracket.after === null)
    refusals.push({
      code: 'no_bracket',
      reason: `no state of the row is known ${bracket.before === null ? 'before' : 'after'} the window`,
    });
  return { refusals, bracket };
}

async function contradictionsOf(
  tx: ReadTransaction,
  capability: Capability,
  row: RowAddress,
  around: Surroundings,
): Promise<readonly Finding[]> {
  const selection = selectionOfRow(row);
  const limit = 100;
  const { judged, policies, placeholders, olderSettings } = around;
  const written = await clockFindings(tx, capability, selection, judged, limit);
  const chain = await chainFindings(tx, capability, {
    selection,
    policies,
    placeholders,
    olderSettings,
    limit,
  });
  const live = await liveChecks(tx, capability, selection, around, limit, () => undefined);
  return [...written.findings, ...chain.findings, ...live.findings];
}

/** Between the last change before and the first after, or the live row, whose own version may be the older one. */
async function bracketOf(
  tx: ReadTransaction,
  capability: Capability,
  { row, window, snapshot, changes, around }: Weighed,
  key: readonly string[] | null,
): Promise<Bracket> {
  const side = (place: string): Bracket['before'] => {
    const found = changes.find((change) => change['place'] === place);
    if (found === undefined) return null;
    return {
      kind: 'change',
      change_id: found['id'] ?? null,
      op: found['op'] ?? null,
      at: found['at'] ?? null,
    };
  };
  const before = side('before');
  const after = side('after');
  if ((before !== null && after !== null) || key === null) return { before, after };
  const [live] = await tx.rows(liveVersionStatement(row, key));
  const now = {
    kind: 'live',
    change_id: null,
    op: live === undefined ? 'absent' : 'present',
    at: snapshot['now'] ?? null,
  } as const;
  const writer = live?.['writer'] ?? null;
  const dates = await readDates(tx, capability, writer === null ? [] : [writer], around.clock.transactions);
  const written = writer === null ? null : dates(writer).before;
  // A version written before the window is the state at its beginning, captured or not.
  const version =
    written !== null && written <= window.from
      ? ({ kind: 'live_version', change_id: null, op: 'present', at: written } as const)
      : null;
  return { before: before ?? version, after: after ?? (before === null && live === undefined ? null : now) };
}
