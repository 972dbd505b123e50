import type { AuditSource } from '@engine/db/session.ts';
import { unknownTables } from '@engine/timeline/unknownTables.ts';
import { toReport } from '@shared/domain/errors.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { UnknownTable } from '@shared/domain/lookups.ts';
import { limited, type Context } from './context.ts';
import { printable } from './text/printable.ts';

/** A remark helps at once or not at all. */
const TIMEOUT_MS = 3_000;

/**
 * For an empty answer: names each `--table` that no change here is recorded for, and what the catalogue says of it.
 * The answer is right without it, so it never fails.
 */
export async function noteUnknownTables(
  context: Context,
  source: AuditSource,
  { table }: Filters,
): Promise<void> {
  if (table === undefined || context.options.quiet === true) return;
  try {
    const unknown = await unknownTables(limited(source, TIMEOUT_MS), table, context.signal);
    for (const one of unknown) context.note(printable(unknownTableText(one)));
  } catch (error) {
    context.trace(printable(`no table looked up: ${toReport(error).message}`));
  }
}

/** Why no change names the table: a slip, no trigger, its partitions, or nothing recorded yet. */
export function unknownTableText({ table, state, meant }: UnknownTable): string {
  switch (state) {
    case 'captured':
      return `table "${table}" has a capture trigger, but no change of it is recorded here: it was not written to since, or its changes were purged`;
    case 'uncovered':
      return `table "${table}" exists but has no capture trigger that fires now: its writes leave no captured change`;
    case 'partitioned':
      return `table "${table}" is partitioned: its changes are recorded under the names of its partitions`;
    case 'unknown':
      return `no change is recorded for table "${table}", and the database has no such table${meant === null ? '' : `; did you mean "${meant}"?`}`;
  }
}
