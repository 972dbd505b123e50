import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../../db/sql.ts';
import type { Statement } from '../../db/session.ts';
import { wroteSql } from '../xid.ts';

/**
 * `txid`: what a later transaction wrote into a captured table is still in the trail, if it was captured. Retention
 * removes by captured_at, and ids follow it only roughly, so a minute is left for those that overlap. NULL when the
 * trail is empty. The oldest change by audit_changes_captured_at_idx, then one pass over the transactions.
 */
export function horizonStatement({ storage_schema }: Capability): Statement {
  return {
    text: [
      `SELECT max(t.txid) AS txid FROM ${qualified(storage_schema, 'audit_transactions')} t`,
      `WHERE t.occurred_at <= interval '1 minute' + (SELECT c.captured_at FROM ${qualified(storage_schema, 'audit_changes')} c`,
      `JOIN ${qualified(storage_schema, 'audit_transactions')} o ON o.id = c.transaction_id WHERE ${wroteSql('c.xmin', 'o.txid')}`,
      // A change dated back must not move the horizon.
      'ORDER BY c.captured_at LIMIT 1)',
      `AND ${wroteSql('t.xmin', 't.txid')}`,
    ].join(' '),
    values: [],
  };
}
