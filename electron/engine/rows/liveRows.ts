import type { Capability } from '@shared/domain/capability.ts';
import type { JsonText } from '@shared/domain/jsonText.ts';
import { jsonMembers } from '@shared/domain/jsonText.ts';
import { isUnresolvedKey, type RowAddress } from '@shared/domain/row.ts';
import type { ReadTransaction } from '../db/session.ts';
import { attempt } from './attempt.ts';
import { liveRowsStatement } from './liveRowsStatement.ts';
import { readTableFacts, type ColumnFacts, type TableFacts } from './tableFacts.ts';

export type UnreadableReason = 'no_table' | 'not_permitted' | 'row_security' | 'unresolved_key' | 'key_type';

export type LiveRows =
  | {
      readonly available: true;
      /**
       * Key as given → `to_jsonb` of the live row, null when there is no such row. A key that says no row, or
       * whose names or values the table of today cannot have, is left out: nothing is known of it.
       */
      readonly rows: ReadonlyMap<JsonText, JsonText | null>;
    }
  | { readonly available: false; readonly reason: UnreadableReason; readonly message: string };

/**
 * The rows of a live table as they are in this transaction's snapshot, so that a captured image can be laid
 * beside what is there at the same moment. `pks` are keys as capture stores them, of one or several shapes.
 * Unavailable where absence would prove nothing (no table, no right, row security) or no key can be looked up.
 * Errors: those of Session.read.
 */
export async function readLiveRows(
  tx: ReadTransaction,
  _capability: Capability,
  { table_schema, table_name }: Omit<RowAddress, 'table_pk'>,
  pks: readonly JsonText[],
): Promise<LiveRows> {
  const table = `${table_schema}.${table_name}`;
  const facts = await readTableFacts(tx, table_schema, table_name);
  const refusal = refusalOf(table, facts);
  if (facts === null || refusal !== null) return refusal ?? gone(table);
  const rows = new Map<JsonText, JsonText | null>();
  let askable = false;
  for (const [shape, keys] of byShape(pks)) {
    const columns = shape.map((name) => facts.columns.find((column) => column.name === name));
    if (!columns.every((column) => column !== undefined)) continue;
    askable = true;
    await look(tx, { table_schema, table_name, columns }, keys, rows);
  }
  if (pks.length === 0 || rows.size > 0) return { available: true, rows };
  if (askable || pks.some((pk) => !isUnresolvedKey(pk)))
    return {
      available: false,
      reason: 'key_type',
      message: `the recorded key does not fit the columns ${table} has now`,
    };
  return {
    available: false,
    reason: 'unresolved_key',
    message: 'capture could not resolve the key, so the live row cannot be found',
  };
}

function refusalOf(table: string, facts: TableFacts | null): Extract<LiveRows, { available: false }> | null {
  if (facts === null || !['r', 'p'].includes(facts.kind)) return gone(table);
  if (!facts.may_read)
    return { available: false, reason: 'not_permitted', message: `this role may not read ${table}` };
  if (facts.row_security)
    return {
      available: false,
      reason: 'row_security',
      message: `row security of ${table} may hide rows from this role`,
    };
  return null;
}

function gone(table: string): Extract<LiveRows, { available: false }> {
  return { available: false, reason: 'no_table', message: `there is no table ${table} now` };
}

/** Resolved keys by the columns they name. */
function byShape(pks: readonly JsonText[]): readonly (readonly [readonly string[], readonly JsonText[]])[] {
  const shapes = new Map<string, { names: readonly string[]; keys: JsonText[] }>();
  for (const pk of new Set(pks)) {
    if (isUnresolvedKey(pk)) continue;
    const names = jsonMembers(pk).map(([name]) => name);
    const id = JSON.stringify([...names].sort());
    const shape = shapes.get(id) ?? { names, keys: [] };
    shape.keys.push(pk);
    shapes.set(id, shape);
  }
  return [...shapes.values()].map(({ names, keys }) => [names, keys]);
}

interface Target extends Omit<RowAddress, 'table_pk'> {
  readonly columns: readonly ColumnFacts[];
}

/** One statement for all; where a value is not one of its column's type, halves, until only that one is left out. */
async function look(
  tx: ReadTransaction,
  target: Target,
  keys: readonly JsonText[],
  rows: Map<JsonText, JsonText | null>,
): Promise<void> {
  const { table_schema, table_name, columns } = target;
  const outcome = await attempt(tx, liveRowsStatement(table_schema, table_name, columns, keys));
  if (outcome.ok) {
    for (const row of outcome.rows) {
      const key = keys[Number(row['n']) - 1];
      if (key !== undefined) rows.set(key, row['live'] ?? null);
    }
  } else if (keys.length > 1) {
    const middle = Math.ceil(keys.length / 2);
    await look(tx, target, keys.slice(0, middle), rows);
    await look(tx, target, keys.slice(middle), rows);
  }
}
