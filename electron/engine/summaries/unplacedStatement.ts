import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { needsActions } from '../timeline/filterAvailability.ts';
import { filterPredicates } from '../timeline/filterPredicates.ts';
import { changesFrom, whereSql } from '../timeline/source.ts';

/**
 * How many matching changes have a time that no bucket can hold: infinite, BC, beyond 9999. Both ends of
 * audit_changes_captured_at_idx hold them.
 */
export function unplacedStatement(capability: Capability, filters: Filters): Statement {
  const { bind, values } = boundValues();
  const conditions = [
    ...filterPredicates(capability, filters, bind),
    `(c.captured_at < '0001-01-01T00:00:00Z'::timestamptz OR c.captured_at >= '10000-01-01T00:00:00Z'::timestamptz)`,
  ];
  const from = changesFrom(capability, needsActions(filters));
  return { text: `SELECT count(*) AS count FROM ${from} ${whereSql(conditions)}`, values };
}
