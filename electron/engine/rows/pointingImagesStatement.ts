import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';

export interface Pointer {
  /** Place of the relation in the answer. */
  readonly n: number;
  readonly table_schema: string;
  readonly table_name: string;
  readonly values: readonly (readonly [column: string, value: string])[];
}

/**
 * Rows whose images, among the newest `searched` changes of the trail, held the values of one of the pointers:
 * `n`, table and key, newest image first. One backward pass of audit_changes_captured_at_idx for all pointers.
 */
export function pointingImagesStatement(
  { storage_schema }: Pick<Capability, 'storage_schema'>,
  pointers: readonly Pointer[],
  searched: number,
  rows: number,
): Statement {
  const { bind, values } = boundValues();
  const alternatives = pointers.map(({ n, table_schema, table_name, values: held }) => {
    const conditions = [
      `c.table_schema = ${bind(table_schema)}`,
      `c.table_name = ${bind(table_name)}`,
      ...held.map(([column, value]) => `c.data_after ->> ${bind(column)} = ${bind(value)}`),
    ];
    return `SELECT ${n} AS n, c.table_schema, c.table_name, c.table_pk, c.captured_at FROM lately c WHERE ${conditions.join(' AND ')}`;
  });
  return {
    text: [
      `WITH lately AS (SELECT c.table_schema, c.table_name, c.table_pk, c.data_after, c.captured_at FROM ${qualified(storage_schema, 'audit_changes')} c`,
      `ORDER BY c.captured_at DESC LIMIT ${searched})`,
      `SELECT u.n::text AS n, u.table_schema, u.table_name, u.table_pk::text AS table_pk FROM (${alternatives.join(' UNION ALL ')}) u`,
      'GROUP BY u.n, u.table_schema, u.table_name, u.table_pk',
      `ORDER BY max(u.captured_at) DESC LIMIT ${rows}`,
    ].join(' '),
    values,
  };
}
