import { jsonKind, jsonString, type JsonText } from '@shared/domain/jsonText.ts';
import { deployedPolicy } from '../capture/deployedPolicy.ts';
import type { ReadTransaction } from '../db/session.ts';
import { policiesStatement, type NamedTable } from './policiesStatement.ts';

/** What capture hides of one table, as deployed now. */
export interface TablePolicy {
  readonly exclude: readonly string[];
  /** Columns whose change is not named, though their value is stored (`except_columns`). */
  readonly unnamed: readonly string[];
  /** Texts that stand for a masked value. */
  readonly placeholders: readonly string[];
}

export type Policies = ReadonlyMap<string, TablePolicy>;

/** Upstream's default; kept among the placeholders of every table, because settings change and images stay. */
const DEFAULT_PLACEHOLDER = '[REDACTED]';
const NOTHING: TablePolicy = { exclude: [], unnamed: [], placeholders: [DEFAULT_PLACEHOLDER] };

export function tableKey({ table_schema, table_name }: NamedTable): string {
  return JSON.stringify([table_schema, table_name]);
}

/** The policies deployed for these tables, read from their capture functions (CONTRACT §2.7, §2.8). */
export async function readPolicies(tx: ReadTransaction, tables: readonly NamedTable[]): Promise<Policies> {
  const policies = new Map<string, TablePolicy>();
  const named = new Map(tables.map((table) => [tableKey(table), table]));
  if (named.size === 0) return policies;
  const asked = [...named.values()].map(({ table_schema, table_name }) => ({ table_schema, table_name }));
  for (const row of await tx.rows(policiesStatement(asked))) {
    const found = deployedPolicy(row['body'] ?? '');
    if (found === null) continue;
    const key = tableKey({ table_schema: row['table_schema'] ?? '', table_name: row['table_name'] ?? '' });
    const before = policies.get(key) ?? NOTHING;
    policies.set(key, {
      exclude: union(before.exclude, found.exclude),
      unnamed: union(
        before.unnamed,
        found.unnamed.filter((column) => !found.exclude.includes(column)),
      ),
      placeholders: union(before.placeholders, found.placeholder === null ? [] : [found.placeholder]),
    });
  }
  return policies;
}

export function policyOf(policies: Policies, table: NamedTable): TablePolicy {
  return policies.get(tableKey(table)) ?? NOTHING;
}

/**
 * True for a value that is a placeholder. A genuine value equal to it cannot be told apart (CONTRACT §12, trap
 * 16); taking it for masked is the side to err on, because the other way writes placeholders into tables.
 */
export function isMasked({ placeholders }: TablePolicy, value: JsonText): boolean {
  return jsonKind(value) === 'string' && placeholders.includes(jsonString(value));
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return [...new Set([...a, ...b])];
}
