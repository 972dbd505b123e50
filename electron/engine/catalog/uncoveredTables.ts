import type { Capability } from '@shared/domain/capability.ts';
import type { TextRow } from '../db/session.ts';
import { coverageOf } from '../health/coverage.ts';
import { ownTables } from './ownTables.ts';

/**
 * Of the rows of coverageStatement: tables without a capture trigger that fires for ordinary writes, by schema and
 * name. As `health coverage` has it, but for Threadline's own tables, which nobody misses (CONTRACT §12, trap 30),
 * and for a table whose capture trigger goes by another name.
 */
export function uncoveredTables(
  rows: readonly TextRow[],
  triggers: Capability['triggers'],
): Capability['uncovered_tables'] {
  const own: ReadonlySet<string> = new Set(ownTables);
  const tables = rows.flatMap(({ schema, name, covered }) =>
    schema == null || name == null ? [] : [{ schema, name, covered: covered === 't' }],
  );
  const fires = triggers.filter(({ enabled }) => enabled !== 'D' && enabled !== 'R');
  const captured = new Set(fires.map((t) => JSON.stringify([t.table_schema, t.table_name])));
  return coverageOf(tables, {}).flatMap(({ schema, uncovered }) =>
    uncovered
      .filter((name) => !own.has(name) && !captured.has(JSON.stringify([schema, name])))
      .map((name) => ({ table_schema: schema, table_name: name })),
  );
}
