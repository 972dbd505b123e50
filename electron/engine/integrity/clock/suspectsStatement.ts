import type { Capability } from '@shared/domain/capability.ts';
import { instantSql, qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { boundValues } from '../../timeline/boundValues.ts';
import type { Selection } from '../selection.ts';
import { currentSql, notBeforeSql, wroteSql } from '../xid.ts';
import { explainedSql, othersSql, type Part } from './written.ts';

/**
 * Changes that another transaction than their own wrote: `id`, its row and time, `transaction_id`, `writer` in 64
 * bits (the newest possible, as a writer lies in the past), `own` (the transaction row is that of its id).
 * At most `limit`. Transactions come by their unique index on txid; changes by that on transaction_id.
 */
export function changeSuspectsStatement(
  capability: Capability,
  selection: Selection,
  parts: readonly Part[],
  limit: number,
): Statement {
  const { bind, values } = boundValues();
  const { storage_schema } = capability;
  const others = othersSql('changes', capability, selection, bind, parts);
  const selected = selection.conditions(bind);
  return {
    text: [
      `WITH o AS MATERIALIZED (SELECT o.* FROM (${others}) o`,
      `WHERE NOT ${explainedSql('changes', capability, currentSql)} LIMIT ${limit})`,
      'SELECT c.id, c.table_schema, c.table_name, c.table_pk, c.transaction_id,',
      `${instantSql('c.captured_at')} AS at, ${instantSql('t.occurred_at')} AS occurred_at,`,
      // What lies beyond the counter was given out a round of it before.
      `o.writer - CASE WHEN o.writer >= ${currentSql} THEN 4294967296 ELSE 0 END AS writer,`,
      `${wroteSql('t.xmin', 't.txid')} AS own`,
      `FROM o JOIN ${qualified(storage_schema, 'audit_changes')} c ON c.transaction_id = o.transaction_id`,
      `AND c.tableoid = o.oid JOIN ${qualified(storage_schema, 'audit_transactions')} t ON t.id = c.transaction_id`,
      selection.withActions
        ? `LEFT JOIN ${qualified(storage_schema, 'audit_actions')} a ON a.id = t.action_id`
        : '',
      `WHERE ${[`${notBeforeSql('c.xmin', 't.txid')} = o.writer`, ...selected].join(' AND ')}`,
      `ORDER BY c.captured_at, c.id LIMIT ${limit}`,
    ].join(' '),
    values,
  };
}

/**
 * Transaction rows that another transaction wrote: `id`, `at`, `writer`, `unlinked` (no action is named), `changes`
 * (how many it has) and `own` (how many of them it wrote itself). At most `limit`.
 */
export function transactionSuspectsStatement(
  capability: Capability,
  selection: Selection,
  parts: readonly Part[],
  limit: number,
): Statement {
  const { bind, values } = boundValues();
  const { storage_schema, has_action_link } = capability;
  const others = othersSql('transactions', capability, selection, bind, parts);
  return {
    text: [
      `SELECT t.id, ${instantSql('t.occurred_at')} AS at,`,
      `o.writer - CASE WHEN o.writer >= ${currentSql} THEN 4294967296 ELSE 0 END AS writer,`,
      `${has_action_link ? 't.action_id IS NULL' : 'false'} AS unlinked, n.changes, n.own`,
      `FROM (${others}) o JOIN ${qualified(storage_schema, 'audit_transactions')} t ON t.id = o.transaction_id`,
      `CROSS JOIN LATERAL (SELECT count(*) AS changes, count(*) FILTER (WHERE ${wroteSql('c.xmin', 't.txid')}) AS own`,
      `FROM ${qualified(storage_schema, 'audit_changes')} c WHERE c.transaction_id = t.id) n`,
      `WHERE NOT ${explainedSql('transactions', capability, currentSql)}`,
      `ORDER BY t.occurred_at, t.id LIMIT ${limit}`,
    ].join(' '),
    values,
  };
}

/**
 * Changes whose time lies far from their transaction's: `id`, its row, `transaction_id`, `at`, `occurred_at`.
 * Captured before the transaction began, or more than a day after it, and the transaction row was there before its
 * number came up: written by an earlier id (CONTRACT §12, trap 11). One written by a later id is a rewritten one. At
 * most `limit`; one pass.
 */
export function reusedStatement(
  capability: Capability,
  selection: Selection,
  from: string,
  limit: number,
): Statement {
  const { bind, values } = boundValues();
  const conditions = [
    ...selection.conditions(bind),
    wroteSql('c.xmin', 't.txid'),
    `${notBeforeSql('t.xmin', 't.txid')} - t.txid >= 2147483648`,
    `(c.captured_at < t.occurred_at OR c.captured_at > t.occurred_at + interval '1 day')`,
  ];
  return {
    text: [
      'SELECT c.id, c.table_schema, c.table_name, c.table_pk, c.transaction_id,',
      `${instantSql('c.captured_at')} AS at, ${instantSql('t.occurred_at')} AS occurred_at, t.txid AS writer`,
      `FROM ${from} WHERE ${conditions.join(' AND ')} ORDER BY c.captured_at, c.id LIMIT ${limit}`,
    ].join(' '),
    values,
  };
}

/**
 * When transaction ids were given out: `txid`, `at`, `after`, `before`, from the audited transactions next to each
 * that wrote their own row. Two probes an id of the unique index on txid.
 */
export function datesStatement(
  { storage_schema }: Pick<Capability, 'storage_schema'>,
  txids: readonly string[],
): Statement {
  const neighbour = (comparison: string, order: string): string =>
    `(SELECT t.txid, t.occurred_at FROM ${qualified(storage_schema, 'audit_transactions')} t ` +
    `WHERE t.txid ${comparison} x.txid AND ${wroteSql('t.xmin', 't.txid')} ORDER BY t.txid ${order} LIMIT 1)`;
  const at = `CASE WHEN p.txid = x.txid THEN p.occurred_at ELSE p.occurred_at + (n.occurred_at - p.occurred_at) * ((x.txid - p.txid)::float8 / (n.txid - p.txid)::float8) END`;
  return {
    text: [
      `SELECT x.txid, ${instantSql(`(${at})`)} AS at, ${instantSql('p.occurred_at')} AS after, ${instantSql('n.occurred_at')} AS before`,
      'FROM unnest($1::text::bigint[]) x(txid)',
      `LEFT JOIN LATERAL ${neighbour('<=', 'DESC')} p ON true`,
      `LEFT JOIN LATERAL ${neighbour('>', 'ASC')} n ON true`,
    ].join(' '),
    values: [`{${txids.join(',')}}`],
  };
}
