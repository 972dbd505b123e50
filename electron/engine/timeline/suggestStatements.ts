import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

const SAMPLE = 5_000;

/** Every distinct `table_name`, one index probe each: hops along audit_changes_table_name_idx. */
export function tableNamesStatement(schema: string): Statement {
  const changes = qualified(schema, 'audit_changes');
  return {
    text: `
WITH RECURSIVE names AS (
  (SELECT c.table_name FROM ${changes} c ORDER BY c.table_name LIMIT 1)
  UNION ALL
  SELECT (SELECT c.table_name FROM ${changes} c WHERE c.table_name > n.table_name ORDER BY c.table_name LIMIT 1)
    FROM names n WHERE n.table_name IS NOT NULL
)
SELECT table_name AS value FROM names WHERE table_name IS NOT NULL LIMIT 1000`,
    values: [],
  };
}

/** Actors of the newest transactions, most frequent first. The end of the unique index on txid bounds it. */
export function recentActorsStatement(schema: string): Statement {
  return {
    text: `
SELECT t.actor_ref::text AS value
  FROM (SELECT actor_ref FROM ${qualified(schema, 'audit_transactions')} ORDER BY txid DESC LIMIT ${SAMPLE}) t
 WHERE t.actor_ref IS NOT NULL
 GROUP BY t.actor_ref ORDER BY count(*) DESC, t.actor_ref LIMIT 1000`,
    values: [],
  };
}

/** Columns of an action that have values to suggest. */
export type ActionColumn = 'name' | 'correlation_id' | 'request_id' | 'job_id';

/** Values of the newest actions, newest first. The end of audit_actions_inserted_at_idx bounds it. */
export function recentActionValuesStatement(schema: string, column: ActionColumn): Statement {
  return {
    text: `
SELECT a.${column} AS value
  FROM (SELECT ${column}, inserted_at FROM ${qualified(schema, 'audit_actions')}
         ORDER BY inserted_at DESC LIMIT ${SAMPLE}) a
 WHERE a.${column} IS NOT NULL
 GROUP BY a.${column} ORDER BY max(a.inserted_at) DESC, a.${column} LIMIT 1000`,
    values: [],
  };
}

/** Columns that the newest updates changed, most frequent first. The end of audit_changes_captured_at_idx bounds it. */
export function recentFieldsStatement(schema: string): Statement {
  return {
    text: `
SELECT f.name AS value
  FROM (SELECT changed_fields FROM ${qualified(schema, 'audit_changes')} ORDER BY captured_at DESC LIMIT ${SAMPLE}) c
 CROSS JOIN LATERAL unnest(c.changed_fields) f(name)
 GROUP BY f.name ORDER BY count(*) DESC, f.name LIMIT 1000`,
    values: [],
  };
}

/** Sources of the newest transactions, most frequent first. The end of the unique index on txid bounds it. */
export function recentSourcesStatement(schema: string): Statement {
  return {
    text: `
SELECT t.source AS value
  FROM (SELECT source FROM ${qualified(schema, 'audit_transactions')} ORDER BY txid DESC LIMIT ${SAMPLE}) t
 WHERE t.source IS NOT NULL
 GROUP BY t.source ORDER BY count(*) DESC, t.source LIMIT 1000`,
    values: [],
  };
}

/** Numbers of the newest transactions, highest first. The end of the unique index on txid bounds it. */
export function recentTxidsStatement(schema: string): Statement {
  return {
    text: `
SELECT t.txid AS value FROM ${qualified(schema, 'audit_transactions')} t ORDER BY t.txid DESC LIMIT ${SAMPLE}`,
    values: [],
  };
}
