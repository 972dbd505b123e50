import { jsonElements, jsonString, jsonStringMember } from '@shared/domain/jsonText.ts';
import type { ReadTransaction } from '../db/session.ts';
import { tableFactsStatement } from './tableFactsStatement.ts';

/** A column of a live table, domains taken for what they are made of. */
export interface ColumnFacts {
  readonly name: string;
  /** SQL of its type without and with length or precision. */
  readonly type: string;
  readonly exact_type: string;
  /** The operator its own indexes compare by, for `OPERATOR(…)`: the search path is empty. */
  readonly equals: string;
}

/** A live relation as the catalogue describes it. */
export interface TableFacts {
  readonly oid: string;
  /** `pg_class.relkind`. */
  readonly kind: string;
  readonly may_read: boolean;
  /** Policies may hide rows from this role: absence proves nothing. */
  readonly row_security: boolean;
  readonly columns: readonly ColumnFacts[];
  /** In index order; empty without primary key. */
  readonly primary_key: readonly string[];
}

/** null when there is no such relation. Errors: those of Session.read. */
export async function readTableFacts(
  tx: ReadTransaction,
  schema: string,
  name: string,
): Promise<TableFacts | null> {
  const [row] = await tx.rows(tableFactsStatement(schema, name));
  if (row === undefined) return null;
  const member = (column: string, key: string): string => jsonStringMember(column, key) ?? '';
  return {
    oid: row['oid'] ?? '',
    kind: row['kind'] ?? '',
    may_read: row['may_read'] === 't',
    row_security: row['row_security'] === 't',
    columns: jsonElements(row['columns'] ?? '[]').map((column) => ({
      name: member(column, 'name'),
      type: member(column, 'type'),
      exact_type: member(column, 'exact_type'),
      equals: member(column, 'equals'),
    })),
    primary_key: jsonElements(row['primary_key'] ?? '[]').map(jsonString),
  };
}
