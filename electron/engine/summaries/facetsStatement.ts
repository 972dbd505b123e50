import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { FacetKey } from '@shared/domain/summaries.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { needsActions } from '../timeline/filterAvailability.ts';
import { filterPredicates } from '../timeline/filterPredicates.ts';
import { changesFrom, whereSql } from '../timeline/source.ts';
import { actorSql, summaryColumns, tableSql } from './keySql.ts';

/** Values listed of each facet. */
const MOST = 100;

/** Facets that are one value a change. */
type ScalarFacet = Exclude<FacetKey, 'field'>;

export interface FacetsQuestion {
  readonly filters: Filters;
  /** Looks at the newest so many matching changes; null at all. */
  readonly cap: number | null;
}

/**
 * How many matching changes have each value of each facet, counted in one pass: columns `facet`, `value`, `n`,
 * `values`. The most frequent hundred, then one row with `values`, how many others there are; the row of facet
 * NULL is the total. Reads what matches, in whichever way a count of it does; with a cap
 * audit_changes_captured_at_idx ends it early.
 */
export function facetsStatement(
  capability: Capability,
  of: readonly ScalarFacet[],
  question: FacetsQuestion,
): Statement {
  const { from, values } = matching(capability, question, of.includes('action'), summaryColumns(capability));
  const sets = of.map((facet) => `(${COLUMNS[facet].join(', ')})`);
  const facet = of.map((key) => `WHEN GROUPING(m.${COLUMNS[key][0]}) = 0 THEN '${key}'`);
  const value = of.map((key) => `WHEN '${key}' THEN ${VALUES[key]}`);
  return {
    text: `
WITH g AS MATERIALIZED (
  SELECT ${of.length === 0 ? 'NULL::text' : `CASE ${facet.join(' ')} END`} AS facet, ${[...new Set(of.flatMap((key) => COLUMNS[key]))].map((column) => `m.${column}, `).join('')}count(*) AS n
    FROM (${from}) m GROUP BY GROUPING SETS (${['()', ...sets].join(', ')})),
v AS (SELECT g.facet, ${of.length === 0 ? 'NULL::text' : `CASE g.facet ${value.join(' ')} END`} AS value, sum(g.n) AS n FROM g GROUP BY 1, 2)
${top('v')}`,
    values,
  };
}

/** The same of changed fields: a change counts once for each column it changed. */
export function fieldFacetStatement(capability: Capability, question: FacetsQuestion): Statement {
  const { from, values } = matching(capability, question, false, 'c.changed_fields');
  return {
    text: `
WITH v AS (SELECT 'field' AS facet, f.name AS value, count(*) AS n
  FROM (${from}) m CROSS JOIN LATERAL unnest(m.changed_fields) f(name) GROUP BY 2)
${top('v')}`,
    values,
  };
}

const COLUMNS: Readonly<Record<ScalarFacet, readonly [string, ...string[]]>> = {
  table: ['table_schema', 'table_name'],
  op: ['op'],
  actor: ['actor_ref'],
  action: ['action'],
  source: ['source'],
};

const VALUES: Readonly<Record<ScalarFacet, string>> = {
  table: tableSql('g'),
  op: 'g.op',
  actor: actorSql('g.actor_ref'),
  action: 'g.action',
  source: 'g.source',
};

function matching(
  capability: Capability,
  { filters, cap }: FacetsQuestion,
  action: boolean,
  columns: string,
): { readonly from: string; readonly values: readonly string[] } {
  const { bind, values } = boundValues();
  const conditions = filterPredicates(capability, filters, bind);
  const joined = changesFrom(capability, action || needsActions(filters));
  const selected = action ? columns : columns.replace('a.name AS action', 'NULL::text AS action');
  const limit = cap === null ? '' : ` ORDER BY c.captured_at DESC, c.id DESC LIMIT ${cap}`;
  return { from: `SELECT ${selected} FROM ${joined} ${whereSql(conditions)}${limit}`, values };
}

function top(counted: string): string {
  return `, r AS (SELECT facet, value, n,
  row_number() OVER (PARTITION BY facet ORDER BY n DESC, value COLLATE "C" NULLS FIRST) AS place FROM ${counted})
SELECT facet, value, n, NULL::bigint AS values FROM (SELECT * FROM r WHERE place <= ${MOST} ORDER BY facet, place) t
UNION ALL
SELECT facet, NULL, sum(n), count(*) FROM r WHERE place > ${MOST} GROUP BY facet`;
}
