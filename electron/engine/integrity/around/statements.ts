import type { Capability } from '@shared/domain/capability.ts';
import { writeJson } from '@shared/domain/jsonText.ts';
import { instantSql, qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { boundValues } from '../../timeline/boundValues.ts';
import { changesFrom, whereSql } from '../../timeline/source.ts';
import type { Selection } from '../selection.ts';
import { wroteSql } from '../xid.ts';

/**
 * Transactions since the oldest change (or within the window) that hold no change: `id`, `at`, newest first, and
 * `total`. One anti-join of the two tables.
 */
export function emptyTransactionsStatement(
  { storage_schema }: Capability,
  { from, to }: Selection,
  limit: number,
): Statement {
  const { bind, values } = boundValues();
  const changes = qualified(storage_schema, 'audit_changes');
  const conditions = [
    `t.occurred_at >= (SELECT min(o.captured_at) FROM ${changes} o)`,
    `NOT EXISTS (SELECT FROM ${changes} c WHERE c.transaction_id = t.id)`,
    ...(from === null ? [] : [`t.occurred_at >= ${bind(from, 'timestamptz')}`]),
    ...(to === null ? [] : [`t.occurred_at <= ${bind(to, 'timestamptz')}`]),
  ];
  return {
    text: [
      `SELECT t.id, ${instantSql('t.occurred_at')} AS at, count(*) OVER () AS total`,
      `FROM ${qualified(storage_schema, 'audit_transactions')} t ${whereSql(conditions)}`,
      `ORDER BY t.occurred_at DESC, t.id DESC LIMIT ${limit}`,
    ].join(' '),
    values,
  };
}

/**
 * Transactions that got their number before another one, but captured their first change more than a minute later:
 * `id`, `at`, `total`. In order of txid, by its index.
 */
export function lateCommitsStatement(
  { storage_schema }: Capability,
  { from, to }: Selection,
  limit: number,
): Statement {
  const { bind, values } = boundValues();
  const transactions = qualified(storage_schema, 'audit_transactions');
  const conditions = [
    `s.next < s.occurred_at - interval '1 minute'`,
    ...(from === null ? [] : [`s.occurred_at >= ${bind(from, 'timestamptz')}`]),
    ...(to === null ? [] : [`s.occurred_at <= ${bind(to, 'timestamptz')}`]),
  ];
  return {
    text: [
      `SELECT s.id, ${instantSql('s.occurred_at')} AS at, count(*) OVER () AS total FROM (`,
      `SELECT t.id, t.occurred_at, lead(t.occurred_at) OVER (ORDER BY t.txid) AS next FROM ${transactions} t`,
      `WHERE ${wroteSql('t.xmin', 't.txid')}) s ${whereSql(conditions)}`,
      `ORDER BY s.occurred_at DESC, s.id DESC LIMIT ${limit}`,
    ].join(' '),
    values,
  };
}

/** Who did what where in the selection and never before its `from`: `actor`, table, `op`, `changes`, `total`. */
export function firstSeenStatement(
  capability: Capability,
  selection: Selection,
  from: string,
  limit: number,
): Statement {
  const { bind, values } = boundValues();
  const group = (conditions: readonly string[]): string =>
    [
      'SELECT t.actor_ref AS actor, c.table_schema, c.table_name, lower(c.op) AS op, count(*) AS changes',
      `FROM ${changesFrom(capability, selection.withActions)} ${whereSql(conditions)} GROUP BY 1, 2, 3, 4`,
    ].join(' ');
  return {
    text: [
      `WITH f AS (${group([...selection.conditions(bind), 't.actor_ref IS NOT NULL'])}),`,
      `e AS (${group([`c.captured_at < ${bind(from, 'timestamptz')}`, 't.actor_ref IS NOT NULL'])})`,
      'SELECT f.actor::text, f.table_schema, f.table_name, f.op, f.changes, count(*) OVER () AS total FROM f',
      'WHERE EXISTS (SELECT FROM e) AND NOT EXISTS (SELECT FROM e WHERE e.actor = f.actor AND e.table_schema = f.table_schema',
      'AND e.table_name = f.table_name AND e.op = f.op)',
      `ORDER BY f.changes DESC, f.actor, f.table_schema, f.table_name, f.op LIMIT ${limit}`,
    ].join(' '),
    values,
  };
}

/** Roles that may write the trail: `role`, `rights`. Catalogue only; what PUBLIC may, every role may. */
export function whoCouldStatement({ storage_schema }: Capability): Statement {
  return {
    text: `
SELECT r.rolname::text AS role, string_agg(DISTINCT x.right_name, ', ' ORDER BY x.right_name) AS rights
  FROM pg_roles r
  JOIN pg_class c ON c.relname IN ('audit_changes', 'audit_transactions', 'audit_actions') AND c.relkind IN ('r', 'p')
  JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = $1
  CROSS JOIN LATERAL (
    SELECT 'superuser' AS right_name WHERE r.rolsuper
    UNION ALL SELECT 'owner' WHERE NOT r.rolsuper AND pg_has_role(r.oid, c.relowner, 'USAGE')
    UNION ALL SELECT p.name FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS p(name)
     WHERE NOT r.rolsuper AND NOT pg_has_role(r.oid, c.relowner, 'USAGE') AND has_table_privilege(r.oid, c.oid, p.name)) x
 WHERE r.rolname NOT LIKE 'pg\\_%' AND (r.rolcanlogin OR NOT r.rolsuper)
 GROUP BY r.rolname ORDER BY r.rolname`,
    values: [storage_schema],
  };
}

/** Triggers, rules and row security policies on the trail itself, none of which is Threadline's: `line`. */
export function foreignOnTrailStatement({ storage_schema }: Capability): Statement {
  return {
    text: `
WITH trail AS (
  SELECT c.oid, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = $1 AND c.relname IN ('audit_changes', 'audit_transactions', 'audit_actions'))
SELECT format('trigger %s on %s', t.tgname, c.relname) AS line FROM trail c JOIN pg_trigger t ON t.tgrelid = c.oid
 WHERE NOT t.tgisinternal
UNION ALL
SELECT format('rule %s on %s', r.rulename, c.relname) FROM trail c JOIN pg_rewrite r ON r.ev_class = c.oid
UNION ALL
SELECT format('policy %s on %s', p.polname, c.relname) FROM trail c JOIN pg_policy p ON p.polrelid = c.oid
 ORDER BY 1`,
    values: [storage_schema],
  };
}

/**
 * Writes PostgreSQL counted on the named tables since its statistics began (`writes`, `since`), beside the changes
 * captured since then (`captured`). Only where statistics began later than the oldest change; `tables` is JSON
 * [{"s","t"}…]. The trail by audit_changes_row_history_idx or table_name_idx.
 */
export function writesStatement(
  { storage_schema }: Capability,
  tables: readonly { s: string; t: string }[],
): Statement {
  const changes = qualified(storage_schema, 'audit_changes');
  return {
    text: [
      `SELECT w.s AS table_schema, w.t AS table_name, u.n_tup_ins + u.n_tup_upd + u.n_tup_del AS writes, ${instantSql('d.stats_reset')} AS since,`,
      `(SELECT count(*) FROM ${changes} c WHERE c.table_schema = w.s AND c.table_name = w.t AND c.captured_at >= d.stats_reset) AS captured`,
      'FROM jsonb_to_recordset($1::text::jsonb) AS w(s text, t text)',
      'JOIN pg_stat_user_tables u ON u.schemaname = w.s AND u.relname = w.t',
      'JOIN pg_stat_database d ON d.datname = current_database()',
      `WHERE d.stats_reset > (SELECT min(c.captured_at) FROM ${changes} c) ORDER BY 1, 2`,
    ].join(' '),
    values: [writeJson(tables)],
  };
}
