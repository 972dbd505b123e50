import type { Capability } from '@shared/domain/capability.ts';
import { instantSql, qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';

type Parts = Pick<Capability, 'storage_schema'>;

/** The transaction counter's next value, 64 bits; unlike txid_current() it works on a standby. */
const CURRENT = 'pg_snapshot_xmax(pg_current_snapshot())::text::bigint';
const EPOCH = '4294967296';

/** Transactions looked at from each end of the trail. */
const SAMPLE = 100;
/** Ids of savepoints of one transaction lie so close behind its own. */
const NEAR = 1_000;

/**
 * Whether `xmin` tells who wrote a row here: of some transactions from both ends of the trail, how many rows were
 * written by the transaction they name. Two short walks along the unique index on txid.
 */
export function clockSampleStatement({ storage_schema }: Parts): Statement {
  const transactions = qualified(storage_schema, 'audit_transactions');
  const end = (order: string): string =>
    `(SELECT t.id, t.txid, t.xmin FROM ${transactions} t ORDER BY t.txid ${order} LIMIT ${SAMPLE})`;
  return {
    text: `
SELECT count(*) AS rows, ${instantSql('now()')} AS now,
       count(*) FILTER (WHERE s.txid < ${CURRENT}
          AND ((s.xmin::text::bigint - s.txid) % ${EPOCH} + ${EPOCH}) % ${EPOCH} < ${NEAR}) AS agreeing
  FROM (${end('ASC')} UNION ${end('DESC')}) s`,
    values: [],
  };
}

/**
 * Capture triggers present now with the transaction that last wrote each (the newest with these low 32 bits) and
 * the audited transactions next to it. Catalogue, and two probes a trigger of the index on txid.
 */
export function datedTriggersStatement({ storage_schema }: Parts): Statement {
  const transactions = qualified(storage_schema, 'audit_transactions');
  const beside = (condition: string, order: string): string =>
    `(SELECT ${instantSql('a.occurred_at')} FROM ${transactions} a WHERE a.txid ${condition} x.txid ORDER BY a.txid ${order} LIMIT 1)`;
  return {
    text: `
SELECT n.nspname::text AS table_schema, c.relname::text AS table_name, t.tgname::text AS trigger,
       t.tgenabled::text AS enabled, c.relkind = 'p' AS partitioned,
       CASE WHEN c.relispartition THEN rn.nspname || '.' || r.relname END AS partition_of,
       x.txid, ${beside('<=', 'DESC')} AS after, ${beside('>=', 'ASC')} AS before
  FROM pg_trigger t
 CROSS JOIN LATERAL (SELECT ${CURRENT} AS txid) w
 CROSS JOIN LATERAL (SELECT w.txid - ((w.txid - t.xmin::text::bigint) % ${EPOCH} + ${EPOCH}) % ${EPOCH} AS txid) x
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_proc f ON f.oid = t.tgfoid
  LEFT JOIN pg_class r ON r.oid = pg_partition_root(c.oid)
  LEFT JOIN pg_namespace rn ON rn.oid = r.relnamespace
 WHERE (NOT t.tgisinternal OR t.tgparentid <> 0)
   AND c.relkind IN ('r', 'p')
   AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
   AND (t.tgname LIKE 'threadline\\_audit\\_%'
        OR f.proname = 'threadline_capture_changes' OR f.proname LIKE 'threadline\\_capture\\_changes\\_%')
 ORDER BY n.nspname, c.relname, t.tgname`,
    values: [],
  };
}

/**
 * The oldest change of one table. Walks audit_changes_captured_at_idx from its old end for a table captured from
 * early on, otherwise the table's own changes by audit_changes_table_name_idx or the row-history index.
 */
export function earliestChangeStatement({ storage_schema }: Parts, schema: string, table: string): Statement {
  return {
    text:
      `SELECT ${instantSql('e.at')} AS at FROM (SELECT min(c.captured_at) AS at` +
      ` FROM ${qualified(storage_schema, 'audit_changes')} c` +
      ` WHERE c.table_schema = $1::text AND c.table_name = $2::text) e`,
    values: [schema, table],
  };
}

/** Tables of this name, in any schema. Served by pg_class_relname_nsp_index. */
export function namesakesStatement(name: string): Statement {
  return {
    text: `
SELECT n.nspname::text AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relname = $1::name AND c.relkind IN ('r', 'p') ORDER BY n.nspname`,
    values: [name],
  };
}
