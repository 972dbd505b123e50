import { InvestigatorError } from '@shared/domain/errors.ts';
import { jsonElements, jsonString } from '@shared/domain/jsonText.ts';
import type { TextRow } from '../db/session.ts';
import type { OwnTable } from './ownTables.ts';

/** One of the library's tables as this role sees it. */
export interface Relation {
  readonly oid: string;
  readonly kind: string;
  readonly columns: ReadonlySet<string>;
  readonly mayRead: boolean;
  readonly mayWrite: boolean;
}

/** One schema that holds Threadline's tables. */
export interface Install {
  readonly schema: string;
  readonly changes: Relation;
  readonly transactions: Relation;
  readonly others: ReadonlyMap<string, Relation>;
}

const REQUIRED: Readonly<Record<'audit_changes' | 'audit_transactions', readonly string[]>> = {
  audit_changes: [
    'id',
    'transaction_id',
    'table_schema',
    'table_name',
    'table_pk',
    'op',
    'data_after',
    'changed_fields',
    'captured_at',
  ],
  audit_transactions: ['id', 'txid', 'occurred_at', 'source', 'meta'],
};

/** Schemas holding both tables with the columns of CONTRACT §1: `public`, `threadline`, then by name. */
export function findInstalls(rows: readonly TextRow[]): readonly Install[] {
  const schemas = [...new Set(rows.map((row) => row['schema'] ?? ''))];
  const rank = (schema: string): number => ['public', 'threadline', schema].indexOf(schema);
  return schemas
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((schema) =>
      asInstall(
        schema,
        rows.filter((row) => row['schema'] === schema),
      ),
    )
    .filter((install) => install !== null);
}

/**
 * The install to read: the one asked for, or the only one. Several are never chosen among silently
 * (CONTRACT §12, trap 48). Errors: `not_threadline`, `ambiguous_storage_schema`.
 */
export function chooseInstall(installs: readonly Install[], asked: string | null, database: string): Install {
  const names = installs.map(({ schema }) => schema);
  if (asked !== null) {
    const found = installs.find(({ schema }) => schema === asked);
    if (found === undefined) throw notThreadline(`schema ${JSON.stringify(asked)}`, database, names);
    return found;
  }
  const [first, ...more] = installs;
  if (first === undefined) throw notThreadline(null, database, names);
  if (more.length > 0)
    throw new InvestigatorError(
      'ambiguous_storage_schema',
      `several schemas of ${database} hold Threadline tables: ${names.join(', ')}`,
      { hint: 'Choose one as storage schema; they are never merged.' },
    );
  return first;
}

/** Whether a table is there; null where it is and this role may not read it. */
export function has(install: Install, table: OwnTable): boolean | null {
  const relation = install.others.get(table);
  return relation === undefined ? false : relation.mayRead ? true : null;
}

function asInstall(schema: string, rows: readonly TextRow[]): Install | null {
  const relations = new Map(rows.map((row) => [row['relation'] ?? '', asRelation(row)]));
  const changes = relations.get('audit_changes');
  const transactions = relations.get('audit_transactions');
  if (changes === undefined || transactions === undefined) return null;
  const complete =
    REQUIRED.audit_changes.every((column) => changes.columns.has(column)) &&
    REQUIRED.audit_transactions.every((column) => transactions.columns.has(column));
  return complete ? { schema, changes, transactions, others: relations } : null;
}

function asRelation(row: TextRow): Relation {
  return {
    oid: row['oid'] ?? '',
    kind: row['kind'] ?? '',
    columns: new Set(jsonElements(row['columns'] ?? '[]').map(jsonString)),
    mayRead: row['may_read'] === 't',
    mayWrite: row['may_write'] === 't',
  };
}

/** `where` names the one schema looked into; null stands for all of them. */
function notThreadline(where: string | null, database: string, found: readonly string[]): InvestigatorError {
  const columns = Object.entries(REQUIRED).map(([table, names]) => `${table} (${names.join(', ')})`);
  return new InvestigatorError(
    'not_threadline',
    where === null
      ? `no schema of database ${database} holds Threadline's tables`
      : `${where} of database ${database} does not hold Threadline's tables`,
    {
      hint:
        found.length > 0
          ? `They are in: ${found.join(', ')}.`
          : 'Is this the right database? Threadline puts audit_changes and audit_transactions into one schema.',
      detail: `looked for ${columns.join(' and ')}`,
    },
  );
}
