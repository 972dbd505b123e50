import type { Capability } from '@shared/domain/capability.ts';
import type {
  ColumnContradiction,
  DatedTransaction,
  Finding,
  FindingKind,
} from '@shared/domain/integrity.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import type { ReadTransaction, TextRow } from '../../db/session.ts';
import { contradictionsOf } from '../contradictions.ts';
import type { CapturedTable } from '../capture/capturedTables.ts';
import { readDates, datedText, type Dates } from '../clock/dates.ts';
import { grouped } from '../grouping.ts';
import {
  liveCountsStatement,
  liveRowsInQuestionStatement,
  movedAwayStatement,
  type LiveQuestion,
} from './liveStatements.ts';

export interface LiveFindings {
  readonly findings: readonly Finding[];
  /** Rows laid beside their newest image. */
  readonly rows: number;
  /** Rows that another transaction wrote than their newest change, all alike: the table was rewritten. */
  readonly rewritten: number;
  readonly capped: boolean;
}

/**
 * Why the live rows of a table cannot be laid beside their images; null when they can. `key` is what capture
 * records as the key now.
 */
export function liveObstacle(table: CapturedTable | null, key: readonly string[] | null): string | null {
  if (table === null) return 'there is no such table now';
  if (!table.may_read) return 'not permitted: this role may not read the table';
  if (table.row_security) return 'row security may hide rows from this role';
  return key === null ? 'what is recorded as the key does not identify its rows' : null;
}

/** The columns capture records as the key now: the trigger's arguments, else `id` where that identifies a row. */
export function liveKey(table: CapturedTable | null): readonly string[] | null {
  if (table === null) return null;
  const named = table.triggers.find(({ key_columns }) => key_columns.length > 0)?.key_columns ?? ['id'];
  const has = (name: string): boolean => table.columns.some((column) => column.name === name);
  const identifies = table.unique_keys.some((unique) => unique.every((column) => named.includes(column)));
  return named.every(has) && identifies ? named : null;
}

/**
 * Live rows of one table that no captured change explains. Newest image and live row are of one snapshot; besides
 * their values, the row must have been written by the very transaction that wrote its newest change.
 */
export async function liveFindings(
  tx: ReadTransaction,
  capability: Capability,
  question: LiveQuestion,
  clock: boolean,
): Promise<LiveFindings> {
  const [counts] = await tx.rows(liveCountsStatement(capability, question));
  const compared = Number(counts?.['compared'] ?? 0);
  // A restored or rewritten table has other writers throughout.
  const [timed, same] = [Number(counts?.['timed'] ?? 0), Number(counts?.['same'] ?? 0)];
  const hasRowClock = same * 2 >= timed;
  if (Number(counts?.['odd'] ?? 0) === 0)
    return { findings: [], rows: compared, rewritten: 0, capped: false };
  const found = await tx.rows(liveRowsInQuestionStatement(capability, question, hasRowClock));
  const moved = await movedAway(tx, capability, question, found);
  const rows = found.filter((row) => !moved.has(row['change'] ?? ''));
  const writers = rows.flatMap((row) => row['writer'] ?? []);
  const dates = await readDates(tx, capability, [...writers, question.table.altered], clock);
  const drafts = grouped(rows.map((row) => liveFinding(row, question.table, dates)));
  const isRewrite = ({ kind, count, written }: Finding): boolean =>
    kind === 'live_rewritten' && (count > 1 || written?.txid === question.table.altered);
  return {
    findings: drafts.filter((draft) => !isRewrite(draft)),
    rows: compared,
    rewritten: hasRowClock
      ? drafts.filter(isRewrite).reduce((sum, { count }) => sum + count, 0)
      : timed - same,
    capped: found.length >= question.limit,
  };
}

async function movedAway(
  tx: ReadTransaction,
  capability: Capability,
  question: LiveQuestion,
  rows: readonly TextRow[],
): Promise<ReadonlySet<string>> {
  const gone = rows.filter((row) => row['kind'] === 'live_missing').map((row) => row['change'] ?? '');
  if (gone.length === 0) return new Set();
  const moved = await tx.rows(movedAwayStatement(capability, question, writeJson(gone)));
  return new Set(moved.map((row) => row['id'] ?? ''));
}

function liveFinding(row: TextRow, table: CapturedTable, dates: Dates): Finding {
  const columns = contradictionsOf(row['columns']);
  const writer = row['writer'] ?? null;
  const found = row['kind'] as FindingKind;
  const kind = found === 'live_differs' && columns.length === 0 ? 'live_rewritten' : found;
  const written = writer === null || kind === 'live_missing' ? null : dates(writer);
  const change = row['change'] ?? null;
  return {
    code: 'uncaptured_write',
    kind,
    about: 'row',
    table_schema: table.table_schema,
    table_name: table.table_name,
    table_pk: row['table_pk'] ?? null,
    change_ids: change === null ? [] : [change],
    transaction_ids:
      row['transaction_id'] === null || row['transaction_id'] === undefined ? [] : [row['transaction_id']],
    count: 1,
    claimed_at: row['at'] ?? null,
    written,
    columns,
    empty_transaction_ids: [],
    seen: [seenText(kind, row['at'] ?? '', columns), whenText(kind, written, dates(table.altered))].join(''),
    ...MEANING[kind as LiveKind],
  };
}

/** Of a row that is gone only a TRUNCATE leaves a date, on its table. */
function whenText(kind: FindingKind, written: DatedTransaction | null, altered: DatedTransaction): string {
  if (written !== null) return ` The live row was written by ${datedText(written)}.`;
  const isDated = altered.after !== null || altered.before !== null;
  return kind === 'live_missing' && isDated
    ? ` The table was last altered, truncated or granted on by ${datedText(altered)}.`
    : '';
}

type LiveKind =
  'live_differs' | 'live_missing' | 'live_after_delete' | 'live_never_captured' | 'live_rewritten';

function seenText(kind: FindingKind, at: string, columns: readonly ColumnContradiction[]): string {
  const names = columns.map(({ name }) => name).join(', ');
  switch (kind) {
    case 'live_missing':
      return `The newest captured change, of ${at}, leaves the row in place, but it is not there now.`;
    case 'live_after_delete':
      return `The newest captured change, of ${at}, deleted the row, but it is there now.`;
    case 'live_never_captured':
      return 'The row was written after capture began, but no captured change tells of it.';
    case 'live_rewritten':
      return `The row is as its newest captured change, of ${at}, left it in every column that is captured and shown, but another transaction wrote it.`;
    default:
      return `The live row differs from its newest image, of ${at}, in ${names}, and no captured change says so.`;
  }
}

const UNSEEN =
  'A write while capture was off: trigger disabled, session_replication_role = replica, or a deleted newest change.';
const WHO =
  'Who wrote it, how often it was written since, and an uncaptured write from a captured one whose change was deleted.';

const MEANING: Readonly<Record<LiveKind, Pick<Finding, 'consistent_with' | 'cannot_distinguish'>>> = {
  live_differs: { consistent_with: UNSEEN, cannot_distinguish: WHO },
  live_missing: {
    consistent_with:
      'A delete while capture was off, a TRUNCATE, which capture never sees, or a deleted newest change.',
    cannot_distinguish: 'These from each other, and when the row went.',
  },
  live_after_delete: { consistent_with: `${UNSEEN} The row was inserted anew.`, cannot_distinguish: WHO },
  live_never_captured: {
    consistent_with: UNSEEN,
    cannot_distinguish: `${WHO} A purge that removed changes newer than the oldest one kept looks the same.`,
  },
  live_rewritten: {
    consistent_with:
      'A write while capture was off that touched only hidden columns (masked or excluded), or none; the deleted change of such a write.',
    cannot_distinguish: `${WHO} Which hidden column was written.`,
  },
};
