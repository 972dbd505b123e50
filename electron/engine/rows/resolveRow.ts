import type { Capability } from '@shared/domain/capability.ts';
import type { InvestigatorError } from '@shared/domain/errors.ts';
import type { ResolvedRow } from '@shared/domain/row.ts';
import { isUuid } from '@shared/domain/uuid.ts';
import type { ReadTransaction } from '../db/session.ts';
import { attempt } from './attempt.ts';
import { findTable, type FoundTable } from './findTable.ts';
import { givenKey, invalidKey, misnamed, type GivenKey } from './givenKey.ts';
import { keyColumnsOf } from './keyColumns.ts';
import { recordedKeyStatement } from './recordedKeyStatements.ts';
import { renderKeyStatement } from './renderKeyStatement.ts';

export interface RowQuestion {
  /** `NAME` or `SCHEMA.NAME`. */
  readonly table: string;
  /** JSON object of the whole key, or one bare value where one column is the key. */
  readonly pk: string;
}

/**
 * The address of a row as capture writes it (CONTRACT §2.4, §4.3): the key names every key column exactly, and
 * PostgreSQL renders each value by the live column type (uuid in lower case, char(n) padded …). A key that does
 * not fit the table of today but under which changes are recorded is accepted as recorded: tables change, and
 * old captures wrote `{"id": …}` whatever the key was (traps 3, 49).
 * Errors: `invalid_key`, `ambiguous_table`, `partitioned_table`, `not_found`, those of Session.read.
 */
export async function resolveRow(
  tx: ReadTransaction,
  capability: Capability,
  { table: named, pk }: RowQuestion,
): Promise<ResolvedRow> {
  const table = await findTable(tx, capability, named);
  const { table_schema, table_name } = table;
  const { key_columns, key_source } = await keyColumnsOf(tx, capability, table);
  const key = givenKey(pk, key_columns);
  const names = misnamed(key, key_columns);
  const rendered =
    names === null ? await render(tx, table, key, key_columns) : invalidKey(names, key_columns);
  if (typeof rendered === 'string')
    return { table_schema, table_name, table_pk: rendered, key_columns, key_source };
  const recorded = await recordedAs(tx, capability, table, key);
  if (recorded === null) throw rendered;
  return {
    table_schema,
    table_name,
    table_pk: recorded,
    key_columns: [...key.keys()],
    key_source: 'recorded',
  };
}

/** The key as jsonb text, or why it cannot be a key of the table. */
async function render(
  tx: ReadTransaction,
  { table_schema, table_name, facts }: FoundTable,
  key: GivenKey,
  columns: readonly string[],
): Promise<string | InvestigatorError> {
  const table = `${table_schema}.${table_name}`;
  if (facts === null) return asText(tx, key);
  const outcome = await attempt(tx, renderKeyStatement(key, facts.columns));
  const types = columns.map(
    (name) => `${name} ${facts.columns.find((column) => column.name === name)?.exact_type ?? '?'}`,
  );
  const misfit = `${[...key.values()].map((value) => JSON.stringify(value)).join(', ')} cannot be the key of ${table} (${types.join(', ')})`;
  if (!outcome.ok) return invalidKey(misfit, columns, outcome.error.detail ?? outcome.error.message);
  const [row] = outcome.rows;
  if (row?.['fits'] !== 't') return invalidKey(`${misfit}: the type would change it`, columns);
  return row['table_pk'] ?? '';
}

async function recordedAs(
  tx: ReadTransaction,
  capability: Capability,
  { table_schema, table_name }: FoundTable,
  key: GivenKey,
): Promise<string | null> {
  const text = await asText(tx, key);
  const [row] = await tx.rows(recordedKeyStatement(capability, table_schema, table_name, text));
  return row?.['found'] === 't' ? text : null;
}

/** Without a live column only a uuid gives itself away; capture writes it in lower case. */
async function asText(tx: ReadTransaction, key: GivenKey): Promise<string> {
  const lower = [...key].map(([name, value]) => [name, isUuid(value) ? value.toLowerCase() : value] as const);
  const [row] = await tx.rows(renderKeyStatement(new Map(lower), []));
  return row?.['table_pk'] ?? '';
}
