import type { AuditSource } from '../db/session.ts';
import { resolveRow } from './resolveRow.ts';

/**
 * The whole keys, as JSON objects, that bare values mean in the tables they are asked of (CONTRACT §2.4): those of
 * the first table for each value, then of the next. Errors: those of resolveRow, of the first that is no key;
 * those of Session.read.
 */
export async function namedRows(
  { session, capability }: AuditSource,
  tables: readonly string[],
  values: readonly string[],
  signal?: AbortSignal,
): Promise<readonly string[]> {
  return await session.read({ signal }, async (tx) => {
    const keys: string[] = [];
    for (const table of tables)
      for (const pk of values) keys.push((await resolveRow(tx, capability, { table, pk })).table_pk);
    return keys;
  });
}
