import { actorSql, tableSql } from './keySql.ts';

/** What is one value a change; `hour` is that of the capture, `00` to `23` UTC. */
export const scalarKeys = ['table', 'op', 'actor', 'action', 'source', 'hour'] as const;
export type ScalarKey = (typeof scalarKeys)[number];

/** Columns of the rows `m` (see `summaryColumns`) that make the value. */
const COLUMNS: Readonly<Record<ScalarKey, readonly [string, ...string[]]>> = {
  table: ['table_schema', 'table_name'],
  op: ['op'],
  actor: ['actor_ref'],
  action: ['action'],
  source: ['source'],
  hour: ['hour'],
};

const VALUES: Readonly<Record<ScalarKey, string>> = {
  table: tableSql('g'),
  op: 'g.op',
  actor: actorSql('g.actor_ref'),
  action: 'g.action',
  source: 'g.source',
  // Written for each group: to write it for each row would cost more than to count it.
  hour: `lpad(g.hour::int::text, 2, '0')`,
};

/**
 * Two common table expressions that group rows `m` by each key in one pass: `v` has columns `key`, `value` and
 * the asked sums, by name; the row of key NULL is the total. `rows` is a SELECT.
 */
export function groupedSql(
  rows: string,
  keys: readonly ScalarKey[],
  sums: Readonly<Record<string, string>>,
): string {
  const columns = keys.flatMap((key) => COLUMNS[key]).map((column) => `m.${column}, `);
  const sets = keys.map((key) => `, (${COLUMNS[key].join(', ')})`);
  const key = choice(keys.map((name) => `WHEN GROUPING(m.${COLUMNS[name][0]}) = 0 THEN '${name}'`));
  const value = choice(keys.map((name) => `WHEN g.key = '${name}' THEN ${VALUES[name]}`));
  const counted = Object.entries(sums).map(([name, sql]) => `${sql} AS ${name}`);
  const again = Object.keys(sums).map((name) => `sum(g.${name}) AS ${name}`);
  return `g AS MATERIALIZED (
  SELECT ${key} AS key, ${columns.join('')}${counted.join(', ')}
    FROM (${rows}) m GROUP BY GROUPING SETS (()${sets.join('')})),
v AS (SELECT g.key, ${value} AS value, ${again.join(', ')} FROM g GROUP BY 1, 2)`;
}

function choice(branches: readonly string[]): string {
  return branches.length === 0 ? 'NULL::text' : `CASE ${branches.join(' ')} END`;
}
