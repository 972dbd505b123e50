import type { Capability } from '@shared/domain/capability.ts';
import { splitTable } from '@shared/domain/filters.ts';
import type { UnknownTable } from '@shared/domain/lookups.ts';
import { suggestion } from '../capture/suggest.ts';
import type { AuditSource } from '../db/session.ts';
import { countChanges } from './count.ts';
import { tableNames } from './suggest.ts';

/**
 * Those of `tables` (values of the filter) that no change names and no capture trigger watches: whoever asked
 * for one may have slipped. Catalogue and index probes only. Errors: those of Session.read.
 */
export async function unknownTables(
  source: AuditSource,
  tables: readonly string[],
  signal?: AbortSignal,
): Promise<readonly UnknownTable[]> {
  const unknown: string[] = [];
  for (const table of tables) {
    if (isCaptured(source.capability, table)) continue;
    const { count } = await countChanges(source, { filters: { table: [table] }, cap: 1 }, signal);
    if (count === 0) unknown.push(table);
  }
  if (unknown.length === 0) return [];
  const known = await tableNames(source, signal);
  return unknown.map((table) => ({ table, meant: meantBy(table, known) }));
}

function isCaptured({ triggers }: Capability, table: string): boolean {
  const { schema, name } = splitTable(table);
  return triggers.some(
    ({ table_schema, table_name }) => table_name === name && (schema === null || table_schema === schema),
  );
}

/** A qualified name may err in its schema alone, and what was recorded is not always known with its schema. */
function meantBy(table: string, known: readonly string[]): string | null {
  const { schema, name } = splitTable(table);
  const bare = (other: string): string => splitTable(other).name;
  if (schema === null) return suggestion(name, known.map(bare));
  const namesake = known.find((other) => bare(other) === name);
  return namesake ?? suggestion(table, known) ?? suggestion(name, known.map(bare));
}
