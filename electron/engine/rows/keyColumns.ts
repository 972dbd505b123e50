import type { Capability } from '@shared/domain/capability.ts';
import { jsonMembers } from '@shared/domain/jsonText.ts';
import type { KeySource } from '@shared/domain/row.ts';
import type { ReadTransaction } from '../db/session.ts';
import type { FoundTable } from './findTable.ts';
import { recordedShapeStatement } from './recordedKeyStatements.ts';

export interface KeyColumns {
  /** In key order where a trigger or a primary key tells it. */
  readonly key_columns: readonly string[];
  readonly key_source: KeySource;
}

/**
 * By what columns capture tells rows of a table apart (CONTRACT §2.4): the arguments of its trigger, else the
 * live primary key, else, when neither is left, a key already recorded, else `id`. Errors: those of Session.read.
 */
export async function keyColumnsOf(
  tx: ReadTransaction,
  capability: Capability,
  { table_schema, table_name, facts }: FoundTable,
): Promise<KeyColumns> {
  const trigger = capability.triggers.find(
    (each) =>
      each.table_schema === table_schema && each.table_name === table_name && each.key_columns.length > 0,
  );
  if (trigger !== undefined) return { key_columns: trigger.key_columns, key_source: 'trigger' };
  const primary = facts?.primary_key ?? [];
  if (primary.length > 0) return { key_columns: primary, key_source: 'primary_key' };
  const [row] = await tx.rows(recordedShapeStatement(capability, table_schema, table_name));
  const recorded = jsonMembers(row?.['table_pk'] ?? '{}').map(([name]) => name);
  return recorded.length > 0
    ? { key_columns: recorded, key_source: 'recorded' }
    : { key_columns: ['id'], key_source: 'assumed' };
}
