import type { Capability } from '@shared/domain/capability.ts';
import type { ReadTransaction, TextRow } from '../db/session.ts';
import {
  readCapturedTables,
  sameTable,
  type CapturedTable,
  type TableName,
} from './capture/capturedTables.ts';
import { hiddenColumnsStatement } from './capture/hiddenColumnsStatement.ts';
import { imagePolicy, placeholdersOf, type ImagePolicy } from './capture/policies.ts';
import type { ChainQuestion } from './chain/chainStatement.ts';
import { judgeClock, type Judged } from './clock/judge.ts';
import { changesByTableStatement } from './clock/statements.ts';
import { hiddenReason } from './hidden.ts';
import { everything, type Selection } from './selection.ts';

/** What the checks of one answer share, all of one snapshot. */
export interface Surroundings {
  readonly judged: readonly Judged[];
  /** Whether writers can be read as times, of changes and of transactions. */
  readonly clock: { readonly changes: boolean; readonly transactions: boolean };
  /** Why parts of the trail may be out of sight; null when all of it is in sight. */
  readonly hidden: string | null;
  /** Tables in question: those with selected changes, and all that are captured when the whole is asked. */
  readonly names: readonly TableName[];
  /** Those of them that exist. */
  readonly tables: readonly CapturedTable[];
  readonly policies: readonly ImagePolicy[];
  readonly placeholders: readonly string[];
  readonly olderSettings: ChainQuestion['olderSettings'];
  readonly changes: number;
  readonly unresolved: readonly (TableName & { readonly count: number })[];
  readonly oldest: string | null;
  readonly newest: string | null;
}

/** The trail as a whole, or a neighbourhood of it for a quick answer: what the clock is judged by. */
export interface Trail {
  readonly all: readonly TextRow[];
  readonly judged: readonly Judged[];
  readonly isWhole: boolean;
}

export async function readTrail(
  tx: ReadTransaction,
  capability: Capability,
  base: Selection = everything,
): Promise<Trail> {
  const all = await tx.rows(changesByTableStatement(capability, base));
  return { all, judged: await judgeClock(tx, capability, all, base), isWhole: base.reach === 'all' };
}

export async function surroundingsOf(
  tx: ReadTransaction,
  capability: Capability,
  selection: Selection,
  { all, judged, isWhole }: Trail,
): Promise<Surroundings> {
  const selected =
    selection.reach === 'all' ? all : await tx.rows(changesByTableStatement(capability, selection));
  const counts = selected.map((row) => ({
    table_schema: row['table_schema'] ?? '',
    table_name: row['table_name'] ?? '',
    rows: Number(row['rows']),
    unresolved: Number(row['unresolved']),
    oldest: row['oldest'] ?? '',
    newest: row['newest'] ?? '',
  }));
  // What another install captures is in its trail.
  const watched = capability.triggers.filter(
    ({ function_schema }) =>
      selection.reach === 'all' && !capability.other_storage_schemas.includes(function_schema),
  );
  const names = unique([...counts, ...watched]);
  const tables = await readCapturedTables(tx, capability, names);
  const reads = (holds: Judged['holds']): boolean =>
    judged.some((one) => one.holds === holds && one.applies) || !judged.some((one) => one.holds === holds);
  const clock = { changes: reads('changes'), transactions: reads('transactions') };
  const hidden = isWhole ? await hiddenColumns(tx, capability, tables) : [];
  const policies = names.map((name) =>
    withHidden(policyOf(name, tables, clock.changes && clock.transactions), hidden),
  );
  const firstTxid = (name: TableName): bigint | null =>
    least(all.filter((row) => isOf(row, name)).map((row) => BigInt(row['first_txid'] ?? '0')));
  const isLaterThanChanges = ({ since, ...name }: ImagePolicy): boolean =>
    since === null || (firstTxid(name) ?? BigInt(since) + 1n) <= BigInt(since);
  return {
    judged,
    clock,
    hidden: await hiddenReason(tx, capability, selection.withActions),
    names,
    tables,
    policies,
    placeholders: placeholdersOf(tables),
    olderSettings: !isWhole ? 'leave' : policies.some(isLaterThanChanges) ? 'look' : 'none',
    changes: counts.reduce((sum, { rows }) => sum + rows, 0),
    unresolved: unresolvedOf(counts),
    oldest: counts.map(({ oldest }) => oldest).toSorted()[0] ?? null,
    newest:
      counts
        .map(({ newest }) => newest)
        .toSorted()
        .at(-1) ?? null,
  };
}

/** Where the text of the capture function tells nothing, the images may. */
async function hiddenColumns(
  tx: ReadTransaction,
  capability: Capability,
  tables: readonly CapturedTable[],
): Promise<readonly (TableName & { readonly name: string })[]> {
  const unread = tables.filter(
    ({ triggers, kind }) => kind !== 'p' && !triggers.some(({ policy }) => policy !== null),
  );
  if (unread.length === 0) return [];
  const rows = await tx.rows(hiddenColumnsStatement(capability, unread));
  return rows.map((row) => ({
    table_schema: row['table_schema'] ?? '',
    table_name: row['table_name'] ?? '',
    name: row['name'] ?? '',
  }));
}

function withHidden(
  policy: ImagePolicy,
  hidden: readonly (TableName & { readonly name: string })[],
): ImagePolicy {
  const own = hidden.filter((one) => sameTable(one, policy)).map(({ name }) => name);
  return own.length === 0 ? policy : { ...policy, incomparable: [...policy.incomparable, ...own] };
}

/** Without a clock it is not known since when the settings are as they are. */
function policyOf(name: TableName, tables: readonly CapturedTable[], clock: boolean): ImagePolicy {
  const table = tables.find((one) => sameTable(one, name));
  if (table === undefined) return { ...name, unnamed: [], incomparable: [], since: null, keys: null };
  const policy = imagePolicy(table);
  return clock ? policy : { ...policy, since: null };
}

function unique(names: readonly TableName[]): readonly TableName[] {
  const found = new Map(
    names.map(({ table_schema, table_name }) => [
      JSON.stringify([table_schema, table_name]),
      { table_schema, table_name },
    ]),
  );
  return [...found.values()];
}

function isOf(
  row: Readonly<Record<string, string | null>>,
  { table_schema, table_name }: TableName,
): boolean {
  return row['table_schema'] === table_schema && row['table_name'] === table_name;
}

function least(values: readonly bigint[]): bigint | null {
  return values.reduce<bigint | null>((a, b) => (a === null || b < a ? b : a), null);
}

/** By table; a partitioned trail counts a table once a partition. */
function unresolvedOf(
  counts: readonly (TableName & { readonly unresolved: number })[],
): Surroundings['unresolved'] {
  return unique(counts)
    .map((name) => ({
      ...name,
      count: counts
        .filter((one) => sameTable(one, name))
        .reduce((sum, { unresolved }) => sum + unresolved, 0),
    }))
    .filter(({ count }) => count > 0);
}
