import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { TextRow } from '../db/session.ts';
import { actionOf, changeOf, transactionOf } from '../timeline/columns.ts';

/** A row of a statement that selects entryColumns. */
export function entryOf(row: TextRow): TimelineEntry {
  return { audit_change: changeOf(row), transaction: transactionOf(row), action: actionOf(row) };
}
