import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { FacetKey } from '@shared/domain/summaries.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { needsActions } from '../timeline/filterAvailability.ts';
import { filterPredicates } from '../timeline/filterPredicates.ts';
import { changesFrom, whereSql } from '../timeline/source.ts';
import { groupedSql } from './grouping.ts';
import { summaryColumns } from './keySql.ts';

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
  return { text: `WITH ${groupedSql(from, of, { n: 'count(*)' })}${top()}`, values };
}

/** The same of changed fields: a change counts once for each column it changed. */
export function fieldFacetStatement(capability: Capability, question: FacetsQuestion): Statement {
  const { from, values } = matching(capability, question, false, 'c.changed_fields');
  return {
    text: `
WITH v AS (SELECT 'field' AS key, f.name AS value, count(*) AS n
  FROM (${from}) m CROSS JOIN LATERAL unnest(m.changed_fields) f(name) GROUP BY 2)${top()}`,
    values,
  };
}

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

function top(): string {
  return `,
r AS (SELECT key, value, n,
             row_number() OVER (PARTITION BY key ORDER BY n DESC, value COLLATE "C" NULLS FIRST) AS place FROM v)
SELECT key AS facet, value, n, NULL::bigint AS values
  FROM (SELECT * FROM r WHERE place <= ${MOST} ORDER BY key, place) t
UNION ALL
SELECT key, NULL, sum(n), count(*) FROM r WHERE place > ${MOST} GROUP BY key`;
}
