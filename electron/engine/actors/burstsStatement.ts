import type { ActorRef } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { Cursor } from '@shared/domain/cursor.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { whereSql } from '../timeline/source.ts';
import { actorPredicate } from '../timeline/actorPredicate.ts';

export interface BurstsWindow {
  /** undefined: every actor, each by itself. null: transactions whose actor nobody set. */
  readonly actor: ActorRef | null | undefined;
  /** Inclusive, on `occurred_at`. */
  readonly from: string;
  readonly to: string;
  readonly gapSeconds: number;
  readonly cursor: Cursor | null;
  readonly direction: 'older' | 'newer';
  readonly rows: number;
}

/**
 * An actor without extra keys, so that what containment finds together is one group (CONTRACT §3); what is no actor
 * stays as stored. As text in byte order, which sorts several times faster than jsonb.
 */
const ACTOR = `(CASE WHEN t.actor_ref->>'type' = 'anonymous' THEN '{"type": "anonymous"}'
              WHEN jsonb_typeof(t.actor_ref->'type') = 'string' AND jsonb_typeof(t.actor_ref->'id') = 'string'
              THEN jsonb_build_object('type', t.actor_ref->'type', 'id', t.actor_ref->'id')
              ELSE t.actor_ref END)::text COLLATE "C"`;

/**
 * Bursts next to a cursor by (start, first transaction's id), in reading order. The window's transactions are read
 * once (for one actor by the indexes of actorPredicate.ts; of all actors as a whole, for no install has an index on
 * `occurred_at`), and a gap's width beyond it on both sides, to tell what the window cuts. Only the bursts of the
 * page have their changes read, by audit_changes_transaction_id_idx, which OFFSET 0 sees to: the planner cannot know
 * how few they are. One sort, by actor and time, serves every window function.
 */
export function burstsStatement(capability: Capability, window: BurstsWindow): Statement {
  const { actor, cursor, direction, rows } = window;
  const { bind, values } = boundValues();
  const from = bind(window.from, 'timestamptz');
  const to = bind(window.to, 'timestamptz');
  const gap = `make_interval(secs => ${bind(String(window.gapSeconds), 'integer')})`;
  const older = direction === 'older';
  const order = older ? 'DESC' : 'ASC';
  const conditions = [
    `t.occurred_at >= ${from} - ${gap}`,
    `t.occurred_at <= ${to} + ${gap}`,
    ...(actor === undefined ? [] : actorPredicate(capability, actor, bind)),
  ];
  const place =
    cursor === null
      ? ''
      : `(occurred_at, id) ${older ? '<' : '>'} (${bind(cursor.at, 'timestamptz')}, ${bind(cursor.id, 'uuid')})`;
  return {
    text: `
WITH near AS (
  SELECT t.id, t.occurred_at, t.source, ${capability.has_actor ? ACTOR : 'NULL::text'} AS actor
    FROM ${qualified(capability.storage_schema, 'audit_transactions')} t ${whereSql(conditions)}
), beside AS (
  SELECT *, lag(occurred_at) OVER own AS previous, lead(occurred_at) OVER own AS next
    FROM near WINDOW own AS (PARTITION BY actor ORDER BY occurred_at, id)
), bounded AS (
  SELECT *, previous IS NULL OR previous < ${from} OR previous + ${gap} < occurred_at AS starts
    FROM beside WHERE occurred_at >= ${from} AND occurred_at <= ${to}
), numbered AS MATERIALIZED (
  SELECT *, count(*) FILTER (WHERE starts) OVER (ORDER BY actor, occurred_at, id) AS burst FROM bounded
), page AS MATERIALIZED (
  SELECT burst, id, actor, occurred_at AS start FROM numbered
   ${whereSql(['starts', ...(place === '' ? [] : [place])])} ORDER BY occurred_at ${order}, id ${order} LIMIT ${rows}
), members AS MATERIALIZED (
  SELECT p.id AS first, m.id, m.occurred_at, m.source, m.previous, m.next FROM page p JOIN numbered m ON m.burst = p.burst
), bursts AS (
  SELECT first, max(occurred_at) AS last_start, count(*) AS transactions,
         (array_agg(id ORDER BY occurred_at DESC, id DESC))[1] AS last_transaction_id,
         coalesce(bool_or(previous < ${from} AND previous + ${gap} >= occurred_at), false) AS cut_before,
         coalesce(bool_or(next > ${to} AND occurred_at + ${gap} >= next), false) AS cut_after
    FROM members GROUP BY first
), groups AS (
  SELECT m.first, c.table_schema, c.table_name, c.op, count(*) AS changes, max(c.captured_at) AS last
    FROM members m CROSS JOIN LATERAL (
      SELECT c.table_schema, c.table_name, lower(c.op) AS op, c.captured_at
        FROM ${qualified(capability.storage_schema, 'audit_changes')} c WHERE c.transaction_id = m.id OFFSET 0) c
   GROUP BY m.first, c.table_schema, c.table_name, c.op
), counts AS (
  SELECT first, max(last) AS last, jsonb_agg(jsonb_build_object('table_schema', table_schema, 'table_name', table_name,
         'op', op, 'changes', changes::text)) AS groups FROM groups GROUP BY first
), sources AS (
  SELECT first, jsonb_agg(jsonb_build_object('source', source, 'transactions', n::text) ORDER BY n DESC, source) AS sources
    FROM (SELECT first, source, count(*) AS n FROM members GROUP BY first, source) s GROUP BY first
)
SELECT p.id, p.actor, ${instantSql('p.start')} AS start, ${instantSql('greatest(c.last, b.last_start)')} AS last,
       b.transactions, b.last_transaction_id, b.cut_before, b.cut_after, c.groups, s.sources
  FROM page p JOIN bursts b ON b.first = p.id LEFT JOIN counts c ON c.first = p.id LEFT JOIN sources s ON s.first = p.id
 ORDER BY p.start ${order}, p.id ${order}`,
    values,
  };
}
