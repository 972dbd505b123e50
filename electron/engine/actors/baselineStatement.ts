import type { ActorRef } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { whereSql } from '../timeline/source.ts';
import { actorPredicate } from '../timeline/actorPredicate.ts';

export interface BaselineWindow {
  readonly actor: ActorRef | null;
  /** Inclusive, on `occurred_at`. */
  readonly from: string;
  readonly to: string;
  /** Nothing older is read. */
  readonly since: string | null;
}

/** The longest value of meta that is told apart; longer ones are prose, not something to recognise. */
const VALUE_CHARACTERS = 200;

/**
 * Every value of every dimension that the window has, with how often it occurs there and elsewhere, on how many
 * days elsewhere, before and after; `dimension` total holds the sums, in rows named inside and outside. At most
 * `most` values a dimension come (of meta values: a key), with `found` of them in all. Reads the actor's transactions once, by the indexes
 * of actorPredicate.ts, and their changes by audit_changes_transaction_id_idx.
 */
export function baselineStatement(capability: Capability, window: BaselineWindow, most: number): Statement {
  const { bind, values } = boundValues();
  const from = bind(window.from, 'timestamptz');
  const to = bind(window.to, 'timestamptz');
  const conditions = [
    ...actorPredicate(capability, window.actor, bind),
    ...(window.since === null ? [] : [`t.occurred_at >= ${bind(window.since, 'timestamptz')}`]),
  ];
  return {
    text: `
WITH own AS MATERIALIZED (
  SELECT t.id, t.occurred_at, t.source, CASE WHEN jsonb_typeof(t.meta) = 'object' THEN t.meta ELSE '{}' END AS meta,
         CASE WHEN isfinite(t.occurred_at) THEN (t.occurred_at AT TIME ZONE 'UTC')::date END AS day,
         CASE WHEN t.occurred_at < ${from} THEN 'before' WHEN t.occurred_at <= ${to} THEN 'inside' ELSE 'after' END AS side
    FROM ${qualified(capability.storage_schema, 'audit_transactions')} t ${whereSql(conditions)}
), changes AS MATERIALIZED (
  SELECT o.side, o.day, c.table_schema || '.' || c.table_name AS name, lower(c.op) AS op, count(*) AS n
    FROM own o JOIN ${qualified(capability.storage_schema, 'audit_changes')} c ON c.transaction_id = o.id
   GROUP BY o.side, o.day, c.table_schema, c.table_name, lower(c.op)
), occurrences (dimension, key, value, side, day, n) AS (
  SELECT 'table', NULL, name, side, day, n FROM changes
  UNION ALL SELECT 'op', NULL, op, side, day, n FROM changes
  UNION ALL SELECT 'table_op', NULL, op || ' ' || name, side, day, n FROM changes
  UNION ALL SELECT 'hour', NULL, to_char(occurred_at AT TIME ZONE 'UTC', 'HH24'), side, day, 1 FROM own WHERE isfinite(occurred_at)
  UNION ALL SELECT 'source', NULL, source, side, day, 1 FROM own
  UNION ALL SELECT 'meta_key', NULL, m.key, side, day, 1 FROM own, jsonb_object_keys(meta) AS m (key)
  UNION ALL SELECT 'meta_value', m.key, jsonb_build_object(m.key, m.value)::text, side, day, 1
    FROM own, jsonb_each(meta) AS m (key, value)
   WHERE jsonb_typeof(m.value) NOT IN ('object', 'array') AND length(m.value::text) <= ${VALUE_CHARACTERS}
), compared AS (
  SELECT dimension, key, value, sum(n) FILTER (WHERE side = 'inside') AS in_window,
         coalesce(sum(n) FILTER (WHERE side = 'before'), 0) AS before,
         coalesce(sum(n) FILTER (WHERE side = 'after'), 0) AS later,
         count(DISTINCT day) FILTER (WHERE side <> 'inside') AS days
    FROM occurrences GROUP BY dimension, key, value HAVING bool_or(side = 'inside')
), ranked AS (
  SELECT *, count(*) OVER (PARTITION BY dimension, key) AS found,
         row_number() OVER (PARTITION BY dimension, key ORDER BY before = 0 DESC, days, in_window DESC, value COLLATE "C") AS rank
    FROM compared
), totals AS (
  SELECT side = 'inside' AS inside, count(*) AS transactions, count(DISTINCT day) AS days,
         min(occurred_at) AS first, max(occurred_at) AS last FROM own GROUP BY side = 'inside'
)
SELECT dimension, key, value, in_window, before, later, days, found, rank, NULL AS transactions, NULL AS first, NULL AS last
  FROM ranked WHERE rank <= ${most}
UNION ALL
SELECT 'total', NULL, CASE WHEN t.inside THEN 'inside' ELSE 'outside' END,
       (SELECT coalesce(sum(n), 0) FROM changes c WHERE (c.side = 'inside') = t.inside), NULL, NULL, t.days, NULL, 0, t.transactions,
       ${instantSql('t.first')}, ${instantSql('t.last')} FROM totals t
 ORDER BY dimension, key, rank`,
    values,
  };
}
