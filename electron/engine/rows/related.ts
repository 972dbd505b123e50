import type { Capability } from '@shared/domain/capability.ts';
import { jsonElements, jsonKind, jsonObject, jsonString, type JsonText } from '@shared/domain/jsonText.ts';
import type { RelatedRows, Relation } from '@shared/domain/relatedRows.ts';
import { isUnresolvedKey, type ResolvedRow, type RowAddress } from '@shared/domain/row.ts';
import type { AuditSource, ReadTransaction } from '../db/session.ts';
import { foreignKeysStatement } from './foreignKeysStatement.ts';
import { lastChangesStatement } from './lastChangesStatement.ts';
import { readLiveRows } from './liveRows.ts';
import { pointedRows, type ForeignKey, type Found } from './pointedRows.ts';
import { pointingImagesStatement, type Pointer } from './pointingImagesStatement.ts';
import { resolveRow, type RowQuestion } from './resolveRow.ts';
import { stateAt } from './state.ts';

/** Foreign keys followed, rows listed for each, changes of the trail searched for images that point here. */
const KEYS = 60;
const ROWS = 50;
const SEARCHED = 50_000;

/**
 * Rows reached from one row by the foreign keys of the live schema, both ways, each with its last captured change.
 * The values come from the live row, else from its last captured image; rows that point here are looked for live
 * and among the images captured lately, which also finds those deleted since. Lists are bounded and say so.
 * Errors: those of resolveRow.
 */
export async function relatedRows(
  { session, capability }: AuditSource,
  question: RowQuestion,
  signal?: AbortSignal,
): Promise<RelatedRows> {
  return session.read({ signal }, async (tx) => {
    const row = await resolveRow(tx, capability, question);
    const { table_schema, table_name } = row;
    const { image, ...values } = await imageOf(tx, capability, row);
    const found = await tx.rows(foreignKeysStatement(table_schema, table_name, KEYS + 1));
    const keys = found.slice(0, KEYS).map(foreignKeyOf);
    const lists = new Map<ForeignKey, Found>();
    if (image !== null)
      for (const key of keys)
        lists.set(key, await pointedRows(tx, capability, key, valuesOf(image, key), ROWS));
    const complete = await addCaptured(tx, capability, image, keys, lists);
    const last = await lastChanges(tx, capability, [...lists.values()]);
    return {
      row,
      ...values,
      relations: keys.map((key) => relation(key, lists.get(key), last)),
      truncated: found.length > KEYS,
      searched: complete ? null : SEARCHED,
    };
  });
}

interface Image extends Pick<RelatedRows, 'values_from' | 'message'> {
  readonly image: JsonText | null;
}

async function imageOf(tx: ReadTransaction, capability: Capability, row: ResolvedRow): Promise<Image> {
  const live = await readLiveRows(tx, capability, row, [row.table_pk]);
  const there = live.available ? (live.rows.get(row.table_pk) ?? null) : null;
  if (there !== null) return { image: there, values_from: 'live', message: null };
  const why = live.available ? 'there is no live row with this key' : live.message;
  const state = await stateAt(tx, capability, row, null);
  const image = state.data ?? state.last_known?.data ?? null;
  return { image, values_from: image === null ? 'nowhere' : 'captured', message: why };
}

function foreignKeyOf(row: Readonly<Record<string, string | null>>): ForeignKey {
  const names = (column: string): readonly string[] => jsonElements(row[column] ?? '[]').map(jsonString);
  return {
    direction: row['direction'] === 'references' ? 'references' : 'referenced_by',
    constraint: row['constraint_name'] ?? '',
    table_schema: row['table_schema'] ?? '',
    table_name: row['table_name'] ?? '',
    own_columns: names('own_columns'),
    other_columns: names('other_columns'),
    on_delete: row['on_delete'] ?? '',
    indexed: row['indexed'] === 't',
    estimate: Number(row['rows'] ?? '0'),
  };
}

/** Column of the other table → text of the value; null where a part is null or unknown and so points nowhere. */
function valuesOf(image: JsonText, key: ForeignKey): ReadonlyMap<string, string> | null {
  const members = jsonObject(image);
  const values = new Map<string, string>();
  for (const [i, own] of key.own_columns.entries()) {
    const value = members.get(own);
    const other = key.other_columns[i];
    if (value === undefined || jsonKind(value) === 'null' || other === undefined) return null;
    values.set(other, jsonKind(value) === 'string' ? jsonString(value) : value);
  }
  return values;
}

/** Adds rows whose captured images point here; true when the whole trail was searched. */
async function addCaptured(
  tx: ReadTransaction,
  capability: Capability,
  image: JsonText | null,
  keys: readonly ForeignKey[],
  lists: Map<ForeignKey, Found>,
): Promise<boolean> {
  const pointers = keys.flatMap((key, n): Pointer[] => {
    const values = image === null || key.direction === 'references' ? null : valuesOf(image, key);
    return values === null ? [] : [{ ...key, n, values: [...values] }];
  });
  if (pointers.length === 0) return true;
  const most = ROWS * pointers.length + 1;
  for (const found of await tx.rows(pointingImagesStatement(capability, pointers, SEARCHED, most))) {
    const key = keys[Number(found['n'])];
    const list = key === undefined ? undefined : lists.get(key);
    const address = {
      table_schema: found['table_schema'] ?? '',
      table_name: found['table_name'] ?? '',
      table_pk: found['table_pk'] ?? '',
    };
    if (list === undefined || list.rows.some((other) => addressId(other) === addressId(address))) continue;
    if (list.rows.length < ROWS) list.rows.push({ ...address, found_by: 'captured' });
    else list.truncated = true;
  }
  return capability.estimates.changes < SEARCHED / 2;
}

type LastChanges = ReadonlyMap<string, Relation['rows'][number]['last_change']>;

async function lastChanges(
  tx: ReadTransaction,
  capability: Capability,
  lists: readonly Found[],
): Promise<LastChanges> {
  const rows = new Map<string, RowAddress>();
  for (const { table_schema, table_name, table_pk } of lists.flatMap((list) => list.rows))
    if (table_pk !== null && !isUnresolvedKey(table_pk)) {
      const address = { table_schema, table_name, table_pk };
      rows.set(addressId(address), address);
    }
  const addresses = [...rows.values()];
  const found = addresses.length === 0 ? [] : await tx.rows(lastChangesStatement(capability, addresses));
  return new Map(
    found.map((change) => [
      [...rows.keys()][Number(change['n']) - 1] ?? '',
      {
        id: change['id'] ?? '',
        op: change['op'] ?? '',
        captured_at: change['captured_at'] ?? '',
        transaction_id: change['transaction_id'] ?? '',
        actor_ref: change['actor_ref'] ?? null,
      },
    ]),
  );
}

/** Rows in the order of their last change, newest first; those never captured last. */
function relation(key: ForeignKey, list: Found | undefined, last: LastChanges): Relation {
  const { direction, constraint, table_schema, table_name, own_columns, other_columns, on_delete } = key;
  const rows = (list?.rows ?? []).map((row) => ({ ...row, last_change: last.get(addressId(row)) ?? null }));
  rows.sort((a, b) => compare(b.last_change?.captured_at ?? '', a.last_change?.captured_at ?? ''));
  return {
    direction,
    constraint,
    table_schema,
    table_name,
    own_columns,
    other_columns,
    on_delete,
    live: list?.live ?? false,
    message: list === undefined ? 'no image of the row is known' : list.message,
    rows,
    truncated: list?.truncated ?? false,
  };
}

function addressId({
  table_schema,
  table_name,
  table_pk,
}: Omit<RowAddress, 'table_pk'> & { readonly table_pk: string | null }): string {
  return JSON.stringify([table_schema, table_name, table_pk]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
