import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { Instant } from '@shared/domain/instant.ts';
import { seriesMarks, type HistogramKey } from '@shared/domain/summaries.ts';
import { instantSql, qualified, quoteLiteral } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { needsActions } from '../timeline/filterAvailability.ts';
import { filterPredicates } from '../timeline/filterPredicates.ts';
import { changesFrom, whereSql } from '../timeline/source.ts';
import { ORIGIN } from './buckets.ts';
import { actorSql, tableSql } from './keySql.ts';

/** Series that are told apart; the rest is one of its own. */
const SERIES = 12;

export interface Bounds {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

export interface BinsQuestion {
  readonly filters: Filters;
  readonly by: HistogramKey;
  /** What is to be compared with each row: an end that nothing lies beyond is null. */
  readonly bounds: Bounds;
  readonly seconds: number;
  /** Whether `first` and `last` are wanted; they cost two comparisons a row. */
  readonly ends: boolean;
  /** Percent of the table's blocks to read; null reads every matching row. */
  readonly percent: number | null;
}

/**
 * Changes by bucket and key, with the first and last moment of each group where asked: columns `start`, `key`,
 * `n`, `first`, `last`. One pass over what matches. audit_changes_captured_at_idx bounds it to the window; where that is most
 * of the table, or a filter's own index is narrower, the server takes what is cheaper. A sample reads its share
 * of the blocks, whatever they hold, and joins transactions only where they are looked at.
 */
export function histogramStatement(capability: Capability, question: BinsQuestion): Statement {
  const { filters, by, bounds, seconds, ends } = question;
  const { bind, values } = boundValues();
  // The bounds lie within the filters' own.
  const others = { ...filters, from: undefined, to: undefined };
  const conditions = [
    ...filterPredicates(capability, others, bind),
    ...(bounds.from === null ? [] : [`c.captured_at >= ${bind(bounds.from, 'timestamptz')}`]),
    ...(bounds.to === null ? [] : [`c.captured_at <= ${bind(bounds.to, 'timestamptz')}`]),
  ];
  const grouped = groupedBy(capability, by);
  return {
    text: `
WITH g AS MATERIALIZED (
  SELECT date_bin('${seconds} seconds', c.captured_at, '${ORIGIN}') AS start, ${grouped.columns},
         count(*) AS n${ends ? ', min(c.captured_at) AS first, max(c.captured_at) AS last' : ''}
    FROM ${from(capability, question, conditions)} ${whereSql(conditions)}
   GROUP BY 1, ${grouped.group}),
k AS (SELECT g.start, ${grouped.key} AS key, g.n${ends ? ', g.first, g.last' : ''} FROM g),
r AS (SELECT key, row_number() OVER (ORDER BY sum(n) DESC, key COLLATE "C") AS place FROM k GROUP BY key),
s AS (
  SELECT k.start, CASE WHEN r.place <= ${SERIES} THEN k.key ELSE ${quoteLiteral(seriesMarks.other)} END AS key,
         sum(k.n) AS n${ends ? ', min(k.first) AS first, max(k.last) AS last' : ''}
    FROM k JOIN r USING (key) GROUP BY 1, 2)
SELECT ${instantSql('s.start')} AS start, s.key, s.n${ends ? `, ${instantSql('s.first')} AS first, ${instantSql('s.last')} AS last` : ''}
  FROM s ORDER BY s.start, s.key COLLATE "C"`,
    values,
  };
}

function from(capability: Capability, question: BinsQuestion, conditions: readonly string[]): string {
  const { filters, by, percent } = question;
  if (percent === null) return changesFrom(capability, needsActions(filters));
  const sample = `TABLESAMPLE SYSTEM (${percent}) REPEATABLE (1)`;
  // Conditions are our own text, values are bound: what they mention is what they need.
  const joined = by === 'actor' || conditions.some((condition) => /\b[ta]\./.test(condition));
  return joined
    ? changesFrom(capability, needsActions(filters), sample)
    : `${qualified(capability.storage_schema, 'audit_changes')} c ${sample}`;
}

interface Grouped {
  readonly columns: string;
  readonly group: string;
  /** Of the groups `g`, never NULL. */
  readonly key: string;
}

function groupedBy({ has_actor }: Capability, by: HistogramKey): Grouped {
  switch (by) {
    case 'op':
      return { columns: 'lower(c.op) AS op', group: '2', key: 'g.op' };
    case 'table':
      return { columns: 'c.table_schema, c.table_name', group: '2, 3', key: tableSql('g') };
    case 'actor':
      return has_actor
        ? {
            columns: 't.actor_ref',
            group: '2',
            key: `coalesce(${actorSql('g.actor_ref')}, ${quoteLiteral(seriesMarks.none)})`,
          }
        : {
            columns: `${quoteLiteral(seriesMarks.not_recorded)}::text AS actor`,
            group: '2',
            key: 'g.actor',
          };
  }
}
