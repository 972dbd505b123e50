import type { Capability } from '@shared/domain/capability.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import { instantSql, qualified, quoteIdentifier } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { currentSql, notAfterSql, wroteSql } from '../xid.ts';

/**
 * Ids of the transactions of this database that are still open. A snapshot ends with the last id that is completed,
 * so the newest of them show only by the lock each holds on its own id; on a standby only by the snapshot.
 */
const OPEN = [
  `SELECT ${currentSql} + ((l.transactionid::text::bigint - ${currentSql} + 2147483648) & 4294967295) - 2147483648 AS txid`,
  'FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid',
  "WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted",
  'AND (a.datid IS NULL OR a.datid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()))',
  'UNION ALL SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint WHERE pg_is_in_recovery()',
  'AND pg_snapshot_xmin(pg_current_snapshot()) < pg_snapshot_xmax(pg_current_snapshot())',
].join(' ');

/**
 * The snapshot itself: its time, the oldest transaction still open, the oldest change; of a standby, until when it
 * has `replayed`, and `audited`, when its newest audited transaction began: those open with a greater id do not show.
 */
export function snapshotStatement({ storage_schema }: Capability): Statement {
  const newest = `(SELECT t.occurred_at FROM ${qualified(storage_schema, 'audit_transactions')} t WHERE ${wroteSql('t.xmin', 't.txid')} ORDER BY t.txid DESC LIMIT 1)`;
  return {
    text: [
      `SELECT ${instantSql('clock_timestamp()')} AS now, pg_is_in_recovery() AS replica,`,
      `CASE WHEN pg_is_in_recovery() THEN ${instantSql('pg_last_xact_replay_timestamp()')} END AS replayed,`,
      `CASE WHEN pg_is_in_recovery() THEN ${instantSql(newest)} END AS audited,`,
      `(SELECT min(o.txid)::text FROM (${OPEN}) o) AS open,`,
      `(SELECT ${instantSql('min(c.captured_at)')} FROM ${qualified(storage_schema, 'audit_changes')} c) AS oldest`,
    ].join(' '),
    values: [],
  };
}

/**
 * The changes of one row around a window: those within (`place` within, newest 100, `total`), the last before and
 * the first after. By audit_changes_row_history_idx.
 */
export function aroundWindowStatement(
  { storage_schema }: Capability,
  row: RowAddress,
  from: string,
  to: string,
): Statement {
  const one = (place: string, time: string, order: string, limit: number): string =>
    `(SELECT '${place}' AS place, c.id, lower(c.op) AS op, c.captured_at, c.data_after, count(*) OVER () AS total FROM ${qualified(storage_schema, 'audit_changes')} c ` +
    `WHERE c.table_schema = $1 AND c.table_name = $2 AND c.table_pk = $3::jsonb AND ${time} ORDER BY c.captured_at ${order}, c.id ${order} LIMIT ${limit})`;
  return {
    text: [
      `SELECT w.place, w.id, w.op, ${instantSql('w.captured_at')} AS at, w.total FROM (`,
      one('within', 'c.captured_at >= $4::timestamptz AND c.captured_at <= $5::timestamptz', 'DESC', 100),
      'UNION ALL',
      one('before', 'c.captured_at < $4::timestamptz', 'DESC', 1),
      'UNION ALL',
      one('after', 'c.captured_at > $5::timestamptz', 'ASC', 1),
      ') w ORDER BY w.captured_at DESC, w.id DESC',
    ].join(' '),
    values: [row.table_schema, row.table_name, row.table_pk, from, to],
  };
}

/** How many changes of the table in the window do not say which row they are of; by its history or name index. */
export function unresolvedStatement(
  { storage_schema }: Capability,
  row: RowAddress,
  from: string,
  to: string,
): Statement {
  return {
    text: [
      `SELECT count(*) AS unresolved FROM ${qualified(storage_schema, 'audit_changes')} c`,
      'WHERE c.table_schema = $1 AND c.table_name = $2 AND c.captured_at >= $3::timestamptz AND c.captured_at <= $4::timestamptz',
      `AND c.table_pk IN ('{}', '{"id": null}')`,
    ].join(' '),
    values: [row.table_schema, row.table_name, from, to],
  };
}

/** Who wrote the live version of a row, in 64 bits; no row when it is not there. One pass over the table. */
export function liveVersionStatement(row: RowAddress, key: readonly string[]): Statement {
  const cells = key.map((column, i) => `$${i + 2}::text, to_jsonb(r.${quoteIdentifier(column)}) #>> '{}'`);
  return {
    text: [
      `SELECT ${notAfterSql('r.xmin', currentSql)} AS writer FROM ${qualified(row.table_schema, row.table_name)} r`,
      `WHERE jsonb_build_object(${cells.join(', ')}) = $1::jsonb`,
    ].join(' '),
    values: [row.table_pk, ...key],
  };
}

/** Oldest captured change of a table, for T0 where the trigger's date says nothing. */
export function firstCaptureStatement({ storage_schema }: Capability, row: RowAddress): Statement {
  return {
    text: `SELECT ${instantSql('min(c.captured_at)')} AS at FROM ${qualified(storage_schema, 'audit_changes')} c WHERE c.table_schema = $1 AND c.table_name = $2`,
    values: [row.table_schema, row.table_name],
  };
}
