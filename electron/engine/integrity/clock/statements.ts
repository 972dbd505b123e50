import type { Capability } from '@shared/domain/capability.ts';
import { instantSql, qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { boundValues } from '../../timeline/boundValues.ts';
import { changesFrom, whereSql } from '../../timeline/source.ts';
import type { Selection } from '../selection.ts';
import { currentSql, wroteNotSql, wroteSql } from '../xid.ts';
import { explainedSql, othersSql, type Holds, type Part } from './written.ts';

/**
 * Selected changes by physical table and audited table: `oid`, `relation`, `table_schema`, `table_name`, `rows`,
 * `exact` (written by exactly the top-level id), `unresolved`, `first_txid`, `oldest`, `newest`. One pass over the changes
 * without their images, hash-joined with the transactions; the filters' own indexes bound it.
 */
export function changesByTableStatement(capability: Capability, selection: Selection): Statement {
  const { bind, values } = boundValues();
  return {
    text: [
      'SELECT s.oid::text, s.oid::regclass::text AS relation, s.table_schema, s.table_name, s.rows, s.exact,',
      `s.unresolved, s.first_txid, ${instantSql('s.oldest')} AS oldest, ${instantSql('s.newest')} AS newest FROM (`,
      'SELECT c.tableoid AS oid, c.table_schema, c.table_name, count(*) AS rows,',
      `count(*) FILTER (WHERE ${wroteSql('c.xmin', 't.txid')}) AS exact,`,
      `count(*) FILTER (WHERE c.table_pk IN ('{}', '{"id": null}')) AS unresolved,`,
      'min(t.txid) AS first_txid, min(c.captured_at) AS oldest, max(c.captured_at) AS newest',
      `FROM ${changesFrom(capability, selection.withActions)} ${whereSql(selection.conditions(bind))}`,
      'GROUP BY 1, 2, 3) s ORDER BY 3, 4, 2',
    ].join(' '),
    values,
  };
}

/**
 * Transactions by physical table: `oid`, `relation`, `rows`, `exact`; all of them in one pass without a join, else
 * those of the selected changes.
 */
export function transactionsStatement(capability: Capability, selection: Selection): Statement {
  const { bind, values } = boundValues();
  const mine =
    selection.reach === 'all'
      ? ''
      : `WHERE t.id IN (SELECT c.transaction_id FROM ${changesFrom(capability, selection.withActions)} ${whereSql(selection.conditions(bind))})`;
  return {
    text: [
      'SELECT s.oid::text, s.oid::regclass::text AS relation, s.rows, s.exact FROM (',
      `SELECT t.tableoid AS oid, count(*) AS rows, count(*) FILTER (WHERE ${wroteSql('t.xmin', 't.txid')}) AS exact`,
      `FROM ${qualified(capability.storage_schema, 'audit_transactions')} t ${mine} GROUP BY 1) s ORDER BY 2`,
    ].join(' '),
    values,
  };
}

/**
 * When the first row was captured that only its own transaction can have written: `at`, NULL when there is none.
 * Ids that wrote rows of many transactions (a restore, a rewritten table) prove nothing. One pass.
 */
export function firstAgreeingStatement(holds: Holds, { storage_schema }: Capability, oid: string): Statement {
  const changes = `${qualified(storage_schema, 'audit_changes')} c JOIN ${qualified(storage_schema, 'audit_transactions')} t ON t.id = c.transaction_id`;
  const [from, row, at] =
    holds === 'changes'
      ? [changes, 'c', 'c.captured_at']
      : [`${qualified(storage_schema, 'audit_transactions')} t`, 't', 't.occurred_at'];
  return {
    text: [
      `WITH bulk AS MATERIALIZED (SELECT ${row}.xmin::text AS writer FROM ${from}`,
      `WHERE ${row}.tableoid = $1::oid AND ${wroteNotSql(`${row}.xmin`, 't.txid')}`,
      `GROUP BY 1 HAVING count(DISTINCT t.id) >= ${BULK})`,
      `SELECT ${instantSql('min(s.at)')} AS at FROM (SELECT ${at} AS at FROM ${from}`,
      `WHERE ${row}.tableoid = $1::oid AND ${wroteSql(`${row}.xmin`, 't.txid')}`,
      `AND ${row}.xmin::text NOT IN (SELECT b.writer FROM bulk b)) s`,
    ].join(' '),
    values: [oid],
  };
}

/** An id that wrote rows of so many transactions did not write them as they happened. */
const BULK = 20;
/** A question of kind, not of number. */
const SAMPLE = 400;

export interface Sampled {
  readonly part: Part;
  /** Only rows older than this. */
  readonly until: string | null;
}

/** Of some rows with a foreign writer: how many there are (`rows`) and how many a savepoint explains (`explained`). */
export function sampleStatement(
  holds: Holds,
  capability: Capability,
  selection: Selection,
  { part, until }: Sampled,
): Statement {
  const { bind, values } = boundValues();
  const others = othersSql(holds, capability, selection, bind, [part]);
  const before = until === null ? '' : `WHERE s.at < ${bind(until, 'timestamptz')}`;
  return {
    text: [
      `WITH o AS MATERIALIZED (SELECT s.* FROM (${others}) s ${before} LIMIT ${SAMPLE})`,
      `SELECT coalesce(sum(o.rows), 0) AS rows, coalesce(sum(o.rows) FILTER (WHERE ${explainedSql(holds, capability, currentSql)}), 0) AS explained FROM o`,
    ].join(' '),
    values,
  };
}
