import type { Capability } from '@shared/domain/capability.ts';
import type { RelatedRow, Relation } from '@shared/domain/relatedRows.ts';
import { isUnresolvedKey } from '@shared/domain/row.ts';
import type { ReadTransaction, TextRow } from '../db/session.ts';
import { attempt } from './attempt.ts';
import { keyColumnsOf } from './keyColumns.ts';
import { pointingRowsStatement } from './pointingRowsStatement.ts';
import { renderKeyStatement } from './renderKeyStatement.ts';
import { readTableFacts, type TableFacts } from './tableFacts.ts';

export interface ForeignKey extends Pick<
  Relation,
  'direction' | 'constraint' | 'table_schema' | 'table_name' | 'own_columns' | 'other_columns' | 'on_delete'
> {
  /** An index of the other table begins with one of its columns. */
  readonly indexed: boolean;
  /** Rows of the other table, estimated. */
  readonly estimate: number;
}

/** Rows at the other end of one foreign key, still being collected. */
export interface Found {
  live: boolean;
  message: string | null;
  rows: Omit<RelatedRow, 'last_change'>[];
  truncated: boolean;
}

/** Without an index a table is read as a whole, which is for small ones only. */
const SMALL = 200_000;

/**
 * The rows at the other end of a foreign key, at most `most`: live ones by the columns, and for `references` the
 * row the key names even when it is not live. Errors: those of Session.read.
 */
export async function pointedRows(
  tx: ReadTransaction,
  capability: Capability,
  key: ForeignKey,
  values: ReadonlyMap<string, string> | null,
  most: number,
): Promise<Found> {
  if (values === null)
    return {
      live: true,
      message: 'the column is null, excluded or gone: it points nowhere',
      rows: [],
      truncated: false,
    };
  const { table_schema, table_name } = key;
  const facts = await readTableFacts(tx, table_schema, table_name);
  const { key_columns } = await keyColumnsOf(tx, capability, { table_schema, table_name, facts });
  const refusal = refusalOf(key, facts);
  const found =
    facts === null || refusal !== null
      ? { live: false, message: refusal, rows: [], truncated: false }
      : await lookLive(tx, key, facts, values, key_columns, most);
  if (key.direction === 'references' && found.rows.length === 0 && facts?.kind !== 'p')
    await addNamed(tx, key, facts, values, key_columns, found);
  return found;
}

function refusalOf(key: ForeignKey, facts: TableFacts | null): string | null {
  const table = `${key.table_schema}.${key.table_name}`;
  if (facts === null) return `there is no table ${table} now`;
  if (!facts.may_read) return `this role may not read ${table}`;
  if (facts.row_security) return `row security of ${table} may hide rows from this role`;
  if (!key.indexed && key.estimate > SMALL)
    return `no index of ${table} begins with ${key.other_columns.join(' or ')}: reading it as a whole was left out`;
  return null;
}

async function lookLive(
  tx: ReadTransaction,
  { table_schema, table_name }: ForeignKey,
  facts: TableFacts,
  values: ReadonlyMap<string, string>,
  keyColumns: readonly string[],
  most: number,
): Promise<Found> {
  const wanted = [...values].flatMap(([name, value]) => {
    const column = facts.columns.find((each) => each.name === name);
    return column === undefined ? [] : [[column, value] as const];
  });
  const statement = pointingRowsStatement(table_schema, table_name, wanted, keyColumns, most + 1);
  const outcome = await attempt(tx, statement);
  if (!outcome.ok) return { live: false, message: outcome.error.message, rows: [], truncated: false };
  return {
    live: true,
    message: null,
    rows: outcome.rows.slice(0, most).map(liveRow),
    truncated: outcome.rows.length > most,
  };
}

function liveRow(row: TextRow): Found['rows'][number] {
  const table_pk = row['table_pk'] ?? '{}';
  return {
    table_schema: row['table_schema'] ?? '',
    table_name: row['table_name'] ?? '',
    table_pk: isUnresolvedKey(table_pk) ? null : table_pk,
    found_by: 'live',
  };
}

/** The referenced row need not be there any more: where the foreign key is its key, its address is known anyway. */
async function addNamed(
  tx: ReadTransaction,
  { table_schema, table_name }: ForeignKey,
  facts: TableFacts | null,
  values: ReadonlyMap<string, string>,
  keyColumns: readonly string[],
  found: Found,
): Promise<void> {
  if (keyColumns.length !== values.size || !keyColumns.every((column) => values.has(column))) return;
  const rendered = await attempt(tx, renderKeyStatement(values, facts?.columns ?? []));
  const table_pk = rendered.ok ? (rendered.rows[0]?.['table_pk'] ?? null) : null;
  if (table_pk !== null) found.rows.push({ table_schema, table_name, table_pk, found_by: 'key' });
}
