import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { filterPredicates } from '../timeline/filterPredicates.ts';
import { changesFrom, whereSql } from '../timeline/source.ts';
import { groupedSql, type ScalarKey } from './grouping.ts';
import { summaryColumns } from './keySql.ts';

/** Values named of each key. */
const MOST = 20;
/** A longer member of meta is a document, not a value to compare. */
const META_BYTES = 200;

export interface Sides {
  readonly selected: Filters;
  /** null: everything else in the selection's own window. */
  readonly against: Filters | null;
}

export interface Totals {
  readonly selected: string;
  readonly against: string;
}

/**
 * Of both sides at once, in one pass: how many changes have each value of each key, and of each key the values
 * whose share in the selection exceeds that on the other side, strongest first. Columns `key`, `value`, `s`,
 * `a`, `score`; the row of key NULL has the totals. Reads the window, or what either side matches: filters'
 * own indexes bound two narrow sides, nothing else does.
 */
export function scalarDifferencesStatement(
  capability: Capability,
  keys: readonly ScalarKey[],
  sides: Sides,
): Statement {
  const hour = `date_part('hour', c.captured_at AT TIME ZONE 'UTC') AS hour`;
  const { rows, values } = rowsOf(capability, sides, `${summaryColumns(capability)}, ${hour}`);
  return {
    text: `WITH ${groupedSql(rows, keys, SUMS)},
t AS (SELECT s, a FROM v WHERE key IS NULL)${strongest('v.key IS NOT NULL')}
UNION ALL SELECT NULL, NULL, s, a, 0 FROM t`,
    values,
  };
}

/** The same of changed fields; a change counts for each column it changed. */
export function fieldDifferencesStatement(capability: Capability, sides: Sides, totals: Totals): Statement {
  const { rows, values } = rowsOf(capability, sides, 'c.changed_fields');
  return {
    text: `WITH v AS (SELECT 'field' AS key, f.name AS value, ${SUM_LIST}
  FROM (${rows}) m CROSS JOIN LATERAL unnest(m.changed_fields) f(name) GROUP BY 2),
${totalsSql(totals)}${strongest('true')}`,
    values,
  };
}

/** The same of the names and values at the top of the transactions' meta. */
export function metaDifferencesStatement(capability: Capability, sides: Sides, totals: Totals): Statement {
  const { rows, values } = rowsOf(capability, sides, 't.meta');
  return {
    text: `WITH p AS MATERIALIZED (SELECT e.key AS name, e.value, ${SUM_LIST}
  FROM (${rows}) m
 CROSS JOIN LATERAL jsonb_each(CASE jsonb_typeof(m.meta) WHEN 'object' THEN m.meta ELSE '{}' END) e GROUP BY 1, 2),
v AS (
  SELECT 'meta_key' AS key, name AS value, sum(s) AS s, sum(a) AS a FROM p GROUP BY 2
  UNION ALL
  SELECT 'meta', jsonb_build_object(name, value)::text, s, a FROM p WHERE octet_length(value::text) <= ${META_BYTES}),
${totalsSql(totals)}${strongest('true')}`,
    values,
  };
}

const SUMS = { s: 'count(*) FILTER (WHERE m.s)', a: 'count(*) FILTER (WHERE m.a)' } as const;
const SUM_LIST = `${SUMS.s} AS s, ${SUMS.a} AS a`;

function totalsSql({ selected, against }: Totals): string {
  return `t AS (SELECT ${BigInt(selected)}::numeric AS s, ${BigInt(against)}::numeric AS a)`;
}

/**
 * What a value adds to the distance between the two sides (Kullback-Leibler), the other side's share smoothed by
 * half a change, so that neither a rare value nor a slight shift of a frequent one comes first.
 */
function strongest(condition: string): string {
  return `,
w AS (SELECT v.key, v.value, v.s, v.a,
             (v.s / t.s * ln((v.s / t.s) / ((v.a + 0.5) / (t.a + 1))))::float8 AS score
        FROM v CROSS JOIN t
       WHERE ${condition} AND t.s > 0 AND t.a > 0 AND v.s > 0 AND v.s * t.a > v.a * t.s
         AND NOT (v.key = 'hour' AND v.value IS NULL)),
r AS (SELECT w.*, row_number() OVER (PARTITION BY key ORDER BY score DESC, value COLLATE "C") AS place FROM w)
SELECT key, value, s, a, score FROM r WHERE place <= ${MOST}`;
}

/**
 * The rows of both sides, with what they are in: `s` selected, `a` against. Two sets of filters are read each by
 * its own indexes, a change in both twice; the rest of a window is told from the selection in one pass over it.
 */
function rowsOf(
  capability: Capability,
  { selected, against }: Sides,
  columns: string,
): { readonly rows: string; readonly values: readonly string[] } {
  const { bind, values } = boundValues();
  const from = changesFrom(capability, true);
  if (against !== null) {
    const side = (filters: Filters, flags: string): string =>
      `SELECT ${columns}, ${flags} FROM ${from} ${whereSql(filterPredicates(capability, filters, bind))}`;
    return {
      rows: `${side(selected, 'true AS s, false AS a')} UNION ALL ${side(against, 'false, true')}`,
      values,
    };
  }
  const { from: after, to, ...narrowing } = selected;
  const window = whereSql(filterPredicates(capability, { from: after, to }, bind));
  const conditions = filterPredicates(capability, narrowing, bind);
  const s = conditions.length === 0 ? 'true' : `(${conditions.join(' AND ')}) IS TRUE`;
  // OFFSET 0 keeps the server from judging each row anew wherever a sum looks at a flag.
  return { rows: `SELECT ${columns}, ${s} AS s, NOT (${s}) AS a FROM ${from} ${window} OFFSET 0`, values };
}
