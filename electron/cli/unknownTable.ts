import type { AuditSource } from '@engine/db/session.ts';
import { unknownTables } from '@engine/timeline/unknownTables.ts';
import { toReport } from '@shared/domain/errors.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { limited, type Context } from './context.ts';
import { printable } from './text/printable.ts';

/** A remark helps at once or not at all. */
const TIMEOUT_MS = 3_000;

/**
 * For an empty answer: names each `--table` that no change was ever recorded for, and what may have been meant.
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
    for (const { table: asked, meant } of unknown)
      context.note(
        printable(
          `no change is recorded for table "${asked}"${meant === null ? '' : `; did you mean "${meant}"?`}`,
        ),
      );
  } catch (error) {
    context.trace(printable(`no table looked up: ${toReport(error).message}`));
  }
}
