import { splitTable } from '@shared/domain/filters.ts';
import type { UnknownTable } from '@shared/domain/lookups.ts';
import { suggestion } from '../capture/suggest.ts';
import type { AuditSource, TextRow } from '../db/session.ts';
import { coverageStatement } from '../health/coverageStatement.ts';
import { countChanges } from './count.ts';
import { namedTablesStatement } from './namedTablesStatement.ts';
import { tableNames } from './suggest.ts';

/**
 * Those of `tables` (values of the filter) that no change here names, and what the catalogue says of each now: it
 * is captured and nothing was recorded, it is not captured, its partitions are what is recorded, or there is no
 * such table and whoever asked may have slipped. Catalogue and index probes only. Errors: those of Session.read.
 */
export async function unknownTables(
  source: AuditSource,
  tables: readonly string[],
  signal?: AbortSignal,
): Promise<readonly UnknownTable[]> {
  const silent: string[] = [];
  for (const table of tables) {
    const { count } = await countChanges(source, { filters: { table: [table] }, cap: 1 }, signal);
    if (count === 0) silent.push(table);
  }
  if (silent.length === 0) return [];
  const statement = namedTablesStatement(silent.map((table) => splitTable(table).name));
  const present = await source.session.read({ signal }, (tx) => tx.rows(statement));
  const states = silent.map((table) => ({ table, state: stateOf(table, present) }));
  if (states.every(({ state }) => state !== 'unknown')) return states.map((one) => ({ ...one, meant: null }));
  const known = await knownNames(source, signal);
  return states.map(({ table, state }) => ({
    table,
    state,
    meant: state === 'unknown' ? meantBy(table, known) : null,
  }));
}

/** A bare name may be that of several tables: what captures decides. */
function stateOf(asked: string, present: readonly TextRow[]): UnknownTable['state'] {
  const { schema, name } = splitTable(asked);
  const named = present.filter(
    ({ table_schema, table_name }) => table_name === name && (schema === null || table_schema === schema),
  );
  if (named.length === 0) return 'unknown';
  if (named.some(({ captured, partitioned }) => captured === 't' && partitioned !== 't')) return 'captured';
  return named.some(({ partitioned }) => partitioned === 't') ? 'partitioned' : 'uncovered';
}

/** What has changes or a trigger first: of two names as near that one is likelier meant. */
async function knownNames(source: AuditSource, signal: AbortSignal | undefined): Promise<readonly string[]> {
  const captured = await tableNames(source, signal);
  const all = await source.session.read({ signal }, (tx) => tx.rows(coverageStatement()));
  return [
    ...captured,
    ...all.flatMap(({ schema, name }) => (schema == null || name == null ? [] : [`${schema}.${name}`])),
  ];
}

/** A qualified name may err in its schema alone, and what was recorded is not always known with its schema. */
function meantBy(table: string, known: readonly string[]): string | null {
  const { schema, name } = splitTable(table);
  const bare = (other: string): string => splitTable(other).name;
  if (schema === null) return suggestion(name, known.map(bare));
  const namesake = known.find((other) => bare(other) === name);
  return namesake ?? suggestion(table, known) ?? suggestion(name, known.map(bare));
}
