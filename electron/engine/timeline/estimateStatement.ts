import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from './boundValues.ts';
import { needsActions } from './filterAvailability.ts';
import { filterPredicates } from './filterPredicates.ts';
import { changesFrom, whereSql } from './source.ts';

/** How the server would find what matches. Plans only, reads no row. */
export function estimateStatement(capability: Capability, filters: Filters): Statement {
  const { bind, values } = boundValues();
  const where = whereSql(filterPredicates(capability, filters, bind));
  return { text: `EXPLAIN SELECT FROM ${changesFrom(capability, needsActions(filters))} ${where}`, values };
}
