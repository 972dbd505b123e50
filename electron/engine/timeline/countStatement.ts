import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from './boundValues.ts';
import { needsActions } from './filterAvailability.ts';
import { filterPredicates } from './filterPredicates.ts';
import { changesFrom, whereSql } from './source.ts';

/**
 * How many changes match, with the joins of the timeline (CONTRACT §5.4); stops counting at `limit` rows.
 * Reads what matches: the filters' own indexes bound it, otherwise `limit` does.
 */
export function countStatement(capability: Capability, filters: Filters, limit: number | null): Statement {
  const { bind, values } = boundValues();
  const conditions = filterPredicates(capability, filters, bind);
  const matching = `FROM ${changesFrom(capability, needsActions(filters))} ${whereSql(conditions)}`.trimEnd();
  const text =
    limit === null
      ? `SELECT count(*) AS count ${matching}`
      : `SELECT count(*) AS count FROM (SELECT ${matching} LIMIT ${limit}) m`;
  return { text, values };
}
