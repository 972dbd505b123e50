import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { instantSql } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { needsActions } from '../timeline/filterAvailability.ts';
import { filterPredicates } from '../timeline/filterPredicates.ts';
import { changesFrom, whereSql } from '../timeline/source.ts';

/** What the changes counted have in common: filters, or the transaction or linked action they belong to. */
export type Occurring =
  { readonly filters: Filters } | { readonly transaction: string } | { readonly action: string };

/**
 * How many changes match, at most `limit`, and the newest of those counted. The newest is taken outside a fence:
 * ordered inside, the planner may walk the whole trail backwards in the hope of an early match. The filters' own
 * indexes serve; a transaction's changes come by audit_changes_transaction_id_idx.
 */
export function occurrencesStatement(capability: Capability, of: Occurring, limit: number): Statement {
  const { bind, values } = boundValues();
  const conditions =
    'filters' in of
      ? filterPredicates(capability, of.filters, bind)
      : 'transaction' in of
        ? [`c.transaction_id = ${bind(of.transaction, 'uuid')}`]
        : [`t.action_id = ${bind(of.action, 'uuid')}`];
  const from = changesFrom(capability, 'filters' in of && needsActions(of.filters));
  return {
    text: [
      `WITH m AS MATERIALIZED (SELECT c.id, c.captured_at FROM ${from} ${whereSql(conditions)} LIMIT ${limit})`,
      `SELECT n.count, l.id, ${instantSql('l.captured_at')} AS captured_at`,
      `FROM (SELECT count(*) AS count FROM m) n`,
      `LEFT JOIN (SELECT m.id, m.captured_at FROM m ORDER BY m.captured_at DESC, m.id DESC LIMIT 1) l ON true`,
    ].join(' '),
    values,
  };
}
