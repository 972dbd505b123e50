import { actorFromJson, formatActor } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { Note } from '@shared/domain/integrity.ts';
import type { ReadTransaction, TextRow } from '../../db/session.ts';
import type { CapturedTable } from '../capture/capturedTables.ts';
import type { Selection } from '../selection.ts';
import {
  emptyTransactionsStatement,
  firstSeenStatement,
  foreignOnTrailStatement,
  lateCommitsStatement,
  whoCouldStatement,
  writesStatement,
} from './statements.ts';

const EXAMPLES = 100;
/** So many empty transactions are looked at, to name those that lie between two contradicting versions. */
const MOST_EMPTY = 10_000;

export interface EmptyTransaction {
  readonly id: string;
  readonly at: string;
}

export interface Around {
  readonly notes: readonly Note[];
  readonly empty: readonly EmptyTransaction[];
}

/**
 * The circumstances: weak signs, none of which is a finding. Where the trail is not all in sight (`isWhole`), only
 * those of the catalogue.
 */
export async function aroundNotes(
  tx: ReadTransaction,
  capability: Capability,
  selection: Selection,
  tables: readonly CapturedTable[],
  isWhole: boolean,
): Promise<Around> {
  const catalogue = [...(await whoNotes(tx, capability)), ...offNotes(tables)];
  if (!isWhole) return { empty: [], notes: catalogue };
  const orphans = await tx.rows(emptyTransactionsStatement(capability, selection, MOST_EMPTY));
  const late = await tx.rows(lateCommitsStatement(capability, selection, EXAMPLES));
  const from = capability.has_actor ? selection.from : null;
  const firsts =
    from === null ? [] : await tx.rows(firstSeenStatement(capability, selection, from, EXAMPLES));
  const empty = orphans.map((row) => ({ id: row['id'] ?? '', at: row['at'] ?? '' }));
  // Of a transaction without changes, and of when transactions began, nobody can say whose changes are meant.
  const others = selection.reach === 'narrow';
  return {
    empty,
    notes: [
      note(
        'orphan_transactions',
        others ? 0 : totalOf(orphans),
        EMPTY,
        empty.map(({ id, at }) => `${at} ${id}`),
      ),
      note(
        'late_commit',
        others ? 0 : totalOf(late),
        LATE,
        late.map((row) => `${row['at'] ?? ''} ${row['id'] ?? ''}`),
      ),
      note('first_seen', totalOf(firsts), FIRST, firsts.map(firstText)),
      ...catalogue,
      ...(await gapNotes(tx, capability, tables)),
    ].filter(({ count }) => count > 0),
  };
}

async function whoNotes(tx: ReadTransaction, capability: Capability): Promise<readonly Note[]> {
  const could = await tx.rows(whoCouldStatement(capability));
  const foreign = await tx.rows(foreignOnTrailStatement(capability));
  return [
    note(
      'who_could',
      could.length,
      COULD,
      could.map((row) => `${row['role'] ?? ''}: ${row['rights'] ?? ''}`),
    ),
    note(
      'foreign_trigger',
      foreign.length,
      FOREIGN,
      foreign.map((row) => row['line'] ?? ''),
    ),
  ].filter(({ count }) => count > 0);
}

const EMPTY =
  'Transactions that hold no change: a deleted change leaves one, and so does a purge that keeps empty transactions.';
const LATE =
  'Transactions that began before others and wrote their first captured row more than a minute after them: lists read at that time did not show them yet.';
const FIRST = 'Actor, table and operation together were not seen before the window.';
const COULD =
  'Roles that may write the trail, and so could have done what the findings tell. What PUBLIC may, all may.';
const FOREIGN =
  "Triggers, rules and row security on the trail that are not Threadline's: they may change what is written or shown.";

function note(code: Note['code'], count: number, text: string, examples: readonly string[]): Note {
  return { code, table_schema: null, table_name: null, count, text, examples: examples.slice(0, EXAMPLES) };
}

function totalOf(rows: readonly TextRow[]): number {
  return Number(rows[0]?.['total'] ?? 0);
}

function firstText(row: TextRow): string {
  const json = row['actor'] ?? '';
  const actor = actorFromJson(json);
  const who = actor === null ? json : formatActor(actor);
  return `${who} ${row['op'] ?? ''} ${row['table_schema'] ?? ''}.${row['table_name'] ?? ''} (${row['changes'] ?? ''})`;
}

function offNotes(tables: readonly CapturedTable[]): readonly Note[] {
  return tables
    .filter(({ triggers }) => triggers.every(({ enabled }) => enabled === 'D' || enabled === 'R'))
    .map(({ table_schema, table_name, triggers }) => ({
      code: 'capture_off',
      table_schema,
      table_name,
      count: 1,
      text:
        triggers.length === 0
          ? `Changes of ${table_schema}.${table_name} were captured, but it has no capture trigger now.`
          : `The capture trigger of ${table_schema}.${table_name} is off now: writes go unseen.`,
      examples: [],
    }));
}

/** Weak: PostgreSQL counts rolled-back writes too, and counts are flushed a moment late. */
async function gapNotes(
  tx: ReadTransaction,
  capability: Capability,
  tables: readonly CapturedTable[],
): Promise<readonly Note[]> {
  if (tables.length === 0) return [];
  const asked = tables.map(({ table_schema: s, table_name: t }) => ({ s, t }));
  const rows = await tx.rows(writesStatement(capability, asked));
  return rows
    .map((row) => ({ row, missing: Number(row['writes']) - Number(row['captured']) }))
    .filter(({ missing }) => missing > 0)
    .map(({ row, missing }) => ({
      code: 'capture_gap',
      table_schema: row['table_schema'] ?? '',
      table_name: row['table_name'] ?? '',
      count: missing,
      text: `PostgreSQL counted ${row['writes'] ?? ''} writes to ${row['table_schema'] ?? ''}.${row['table_name'] ?? ''} since ${row['since'] ?? ''}, ${row['captured'] ?? ''} changes were captured. Weak: rolled-back writes count, purged changes do not.`,
      examples: [],
    }));
}
