import type { Capability } from '@shared/domain/capability.ts';
import { filterKeys, type Filters } from '@shared/domain/filters.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { needsActions } from '../timeline/filterAvailability.ts';
import { filterPredicates } from '../timeline/filterPredicates.ts';
import { changesFrom, whereSql } from '../timeline/source.ts';

/**
 * From which instant on the newest `rows` of the matching changes lie, and a little more: that of the first one
 * beyond. No row when there are no more than that. Of a window alone the backward end of
 * audit_changes_captured_at_idx answers, without reading a change; otherwise what serves the filters.
 */
export function newestPartStatement(capability: Capability, filters: Filters, rows: number): Statement {
  const { bind, values } = boundValues();
  const where = whereSql(filterPredicates(capability, filters, bind));
  const narrowed = filterKeys.some((key) => key !== 'from' && key !== 'to' && filters[key] !== undefined);
  const from = narrowed
    ? changesFrom(capability, needsActions(filters))
    : `${qualified(capability.storage_schema, 'audit_changes')} c`;
  return {
    text:
      `SELECT ${instantSql('e.captured_at')} AS at FROM (SELECT c.captured_at FROM ${from} ${where}` +
      ` ORDER BY c.captured_at DESC OFFSET ${rows} LIMIT 1) e`,
    values,
  };
}
