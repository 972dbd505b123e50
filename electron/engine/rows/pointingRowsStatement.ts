import { qualified, quoteIdentifier } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import type { ColumnFacts } from './tableFacts.ts';

/**
 * Live rows that hold given values: the partition or table each lies in, and its key as capture writes it. Served
 * by the table's own index on the columns; the caller asks only where there is one or the table is small. The
 * first rows met: which, when there are more, is not defined.
 */
export function pointingRowsStatement(
  schema: string,
  name: string,
  wanted: readonly (readonly [column: ColumnFacts, value: string])[],
  keyColumns: readonly string[],
  rows: number,
): Statement {
  const { bind, values } = boundValues();
  const key = keyColumns.flatMap((column) => [bind(column), `r.j ->> ${bind(column)}`]).join(', ');
  const conditions = wanted.map(
    ([column, value]) =>
      `r.${quoteIdentifier(column.name)} OPERATOR(${column.equals}) CAST(${bind(value)} AS ${column.type})`,
  );
  return {
    text: [
      'SELECT n.nspname::text AS table_schema, c.relname::text AS table_name,',
      `jsonb_build_object(${key})::text AS table_pk`,
      `FROM (SELECT r.tableoid, to_jsonb(r) AS j FROM ${qualified(schema, name)} r`,
      `WHERE ${conditions.join(' AND ')} LIMIT ${rows}) r`,
      'JOIN pg_class c ON c.oid = r.tableoid JOIN pg_namespace n ON n.oid = c.relnamespace',
    ].join(' '),
    values,
  };
}
