import type { ActorRef } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { Cursor } from '@shared/domain/cursor.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { whereSql } from '../timeline/source.ts';
import { actorPredicate } from './actorPredicate.ts';

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
 * stays as stored.
 */
const ACTOR = `CASE WHEN t.actor_ref->>'type' = 'anonymous' THEN '{"type": "anonymous"}'
              WHEN jsonb_typeof(t.actor_ref->'type') = 'string' AND jsonb_typeof(t.actor_ref->'id') = 'string'
              THEN jsonb_build_object('type', t.actor_ref->'type', 'id', t.actor_ref->'id')
              ELSE t.actor_ref END`;

/**
 * Bursts next to a cursor by (start, first transaction's id), in reading order. The window's transactions are read
 * once (for one actor by the indexes of actorPredicate.ts; of all actors as a whole, for no install has an index on
 * `occurred_at`), and a gap's width beyond it on both sides, to tell what the window cuts. Only the bursts of the
 * page have their changes read, by audit_changes_transaction_id_idx.
 */
export function burstsStatement({ storage_schema, has_actor }: Capability, window: BurstsWindow): Statement {
  const { actor, cursor, direction, rows } = window;
  const { bind, values } = boundValues();
  const from = `${bind(window.from)}::timestamptz`;
  const to = `${bind(window.to)}::timestamptz`;
  const gap = `make_interval(secs => ${bind(String(window.gapSeconds))}::integer)`;
  const older = direction === 'older';
  const order = older ? 'DESC' : 'ASC';
  const conditions = [
    `t.occurred_at >= ${from} - ${gap}`,
    `t.occurred_at <= ${to} + ${gap}`,
    ...(actor === undefined ? [] : actorPredicate(actor, bind)),
  ];
  const place =
    cursor === null
      ? ''
      : `(start, id) ${older ? '<' : '>'} (${bind(cursor.at)}::timestamptz, ${bind(cursor.id)}::uuid)`;
  return {
    text: `
WITH near AS (
  SELECT t.id, t.occurred_at, t.source, ${has_actor ? ACTOR : 'NULL::jsonb'} AS actor
    FROM ${qualified(storage_schema, 'audit_transactions')} t ${whereSql(conditions)}
), beside AS (
  SELECT *, lag(occurred_at) OVER own AS previous, lead(occurred_at) OVER own AS next
    FROM near WINDOW own AS (PARTITION BY actor ORDER BY occurred_at, id)
), numbered AS (
  SELECT *, count(*) FILTER (WHERE previous IS NULL OR previous < ${from} OR previous + ${gap} < occurred_at)
              OVER (PARTITION BY actor ORDER BY occurred_at, id) AS number
    FROM beside WHERE occurred_at >= ${from} AND occurred_at <= ${to}
), members AS MATERIALIZED (
  SELECT id, occurred_at, source, actor, previous, next,
         first_value(id) OVER (PARTITION BY actor, number ORDER BY occurred_at, id) AS burst
    FROM numbered
), bursts AS (
  SELECT burst AS id, actor, min(occurred_at) AS start, max(occurred_at) AS last_start, count(*) AS transactions,
         (array_agg(id ORDER BY occurred_at DESC, id DESC))[1] AS last_transaction_id,
         coalesce(bool_or(previous < ${from} AND previous + ${gap} >= occurred_at), false) AS cut_before,
         coalesce(bool_or(next > ${to} AND occurred_at + ${gap} >= next), false) AS cut_after
    FROM members GROUP BY burst, actor
), page AS MATERIALIZED (
  SELECT * FROM bursts ${whereSql(place === '' ? [] : [place])} ORDER BY start ${order}, id ${order} LIMIT ${rows}
), groups AS (
  SELECT p.id, c.table_schema, c.table_name, lower(c.op) AS op, count(*) AS changes, max(c.captured_at) AS last
    FROM page p JOIN members m ON m.burst = p.id
    JOIN ${qualified(storage_schema, 'audit_changes')} c ON c.transaction_id = m.id
   GROUP BY p.id, c.table_schema, c.table_name, lower(c.op)
), counts AS (
  SELECT id, max(last) AS last, jsonb_agg(jsonb_build_object('table_schema', table_schema, 'table_name', table_name,
         'op', op, 'changes', changes::text)) AS groups FROM groups GROUP BY id
), sources AS (
  SELECT id, jsonb_agg(jsonb_build_object('source', source, 'transactions', n::text) ORDER BY n DESC, source) AS sources
    FROM (SELECT p.id, m.source, count(*) AS n FROM page p JOIN members m ON m.burst = p.id GROUP BY p.id, m.source) s
   GROUP BY id
)
SELECT p.id, p.actor, ${instantSql('p.start')} AS start, ${instantSql('greatest(c.last, p.last_start)')} AS last,
       p.transactions, p.last_transaction_id, p.cut_before, p.cut_after, c.groups, s.sources
  FROM page p LEFT JOIN counts c ON c.id = p.id LEFT JOIN sources s ON s.id = p.id
 ORDER BY p.start ${order}, p.id ${order}`,
    values,
  };
}
