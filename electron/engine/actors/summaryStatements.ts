import { actorJson } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { actionColumns } from '../timeline/columns.ts';
import { whereSql } from '../timeline/source.ts';
import type { ActorWindow } from './actorQuestion.ts';
import { windowPredicate } from './windowPredicate.ts';

/** How capture writes a key it could not resolve (CONTRACT §2.4). */
export const UNRESOLVED_KEY = `c.table_pk IN ('{}'::jsonb, '{"id": null}'::jsonb)`;

/**
 * Transactions and changes of an actor, as a whole (`kind` all), by source and by hour of the week. The actor's
 * transactions come by the indexes of actorPredicate.ts, their changes by audit_changes_transaction_id_idx.
 */
export function rhythmStatement(capability: Capability, window: ActorWindow): Statement {
  const { bind, values } = boundValues();
  return {
    text: `
WITH own AS MATERIALIZED (
  SELECT t.id, t.occurred_at, t.source, isfinite(t.occurred_at) AS finite,
         extract(isodow FROM t.occurred_at AT TIME ZONE 'UTC') AS weekday,
         extract(hour FROM t.occurred_at AT TIME ZONE 'UTC') AS hour
    FROM ${qualified(capability.storage_schema, 'audit_transactions')} t ${whereSql(windowPredicate(capability, window, bind))}
), counted AS (
  SELECT c.transaction_id, count(*) AS changes
    FROM ${qualified(capability.storage_schema, 'audit_changes')} c
   WHERE c.transaction_id IN (SELECT id FROM own) GROUP BY c.transaction_id
), grouped AS (
  SELECT CASE grouping(o.source, o.weekday) WHEN 3 THEN 'all' WHEN 1 THEN 'source' ELSE 'hour' END AS kind,
         o.source, o.finite, o.weekday, o.hour, count(*) AS transactions, coalesce(sum(n.changes), 0) AS changes,
         min(o.occurred_at) AS first, max(o.occurred_at) AS last
    FROM own o LEFT JOIN counted n ON n.transaction_id = o.id
   GROUP BY GROUPING SETS ((), (o.source), (o.finite, o.weekday, o.hour))
)
SELECT kind, source, weekday, hour, transactions, changes,
       ${instantSql('first')} AS first, ${instantSql('last')} AS last
  FROM grouped WHERE kind <> 'hour' OR finite
 ORDER BY kind, transactions DESC, source NULLS LAST, weekday, hour`,
    values,
  };
}

/** Changes of an actor by table, with ops and distinct rows. Served as the one above. */
export function tablesStatement(capability: Capability, window: ActorWindow): Statement {
  const { bind, values } = boundValues();
  const op = (name: string): string => `count(*) FILTER (WHERE lower(c.op) = '${name}') AS ${name}s`;
  return {
    text: `
WITH own AS MATERIALIZED (
  SELECT t.id FROM ${qualified(capability.storage_schema, 'audit_transactions')} t ${whereSql(windowPredicate(capability, window, bind))}
), grouped AS (
  SELECT c.table_schema, c.table_name, count(*) AS changes, ${op('insert')}, ${op('update')}, ${op('delete')},
         count(DISTINCT c.table_pk) FILTER (WHERE NOT ${UNRESOLVED_KEY}) AS rows,
         count(*) FILTER (WHERE ${UNRESOLVED_KEY}) AS unresolved,
         min(c.captured_at) AS first, max(c.captured_at) AS last
    FROM own o JOIN ${qualified(capability.storage_schema, 'audit_changes')} c ON c.transaction_id = o.id
   GROUP BY c.table_schema, c.table_name
)
SELECT table_schema, table_name, changes, inserts, updates, deletes, rows, unresolved,
       ${instantSql('first')} AS first, ${instantSql('last')} AS last
  FROM grouped ORDER BY changes DESC, table_schema, table_name`,
    values,
  };
}

/**
 * The newest failed actions of an actor, with how many there are and of how many recorded; one row without an
 * action where none failed. GIN(actor_ref) of the first install serves (CONTRACT §1.4).
 */
export function failedActionsStatement(capability: Capability, window: ActorWindow, most: number): Statement {
  const { actor, from, to } = window;
  const { bind, values } = boundValues();
  const conditions = [
    actor === null ? 'false' : `a.actor_ref @> ${bind(actorJson(actor), 'jsonb')}`,
    ...(from === null ? [] : [`a.inserted_at >= ${bind(from, 'timestamptz')}`]),
    ...(to === null ? [] : [`a.inserted_at <= ${bind(to, 'timestamptz')}`]),
  ];
  return {
    text: `
WITH own AS MATERIALIZED (
  SELECT a.* FROM ${qualified(capability.storage_schema, 'audit_actions')} a ${whereSql(conditions)}
)
SELECT n.recorded, n.failed, ${actionColumns({ ...capability, has_action_link: true })}
  FROM (SELECT count(*) AS recorded, count(*) FILTER (WHERE status = 'error') AS failed FROM own) n
  LEFT JOIN LATERAL (SELECT * FROM own WHERE status = 'error' ORDER BY inserted_at DESC, id DESC LIMIT ${most}) a ON true
 ORDER BY a.inserted_at DESC, a.id DESC`,
    values,
  };
}
