import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { CopyStatement } from '../db/session.ts';
import { settingValues } from '../timeline/boundValues.ts';
import { needsActions } from '../timeline/filterAvailability.ts';
import { filterPredicates } from '../timeline/filterPredicates.ts';
import { changesFrom, whereSql } from '../timeline/source.ts';
import type { FormatWriter } from './format.ts';

/**
 * The matching changes, newest first, as COPY data. With a window or a limit audit_changes_captured_at_idx
 * serves the order and ends early; everything at once is a sort or a walk of that index, whichever the server
 * finds cheaper. Actions are joined only where the format or a filter looks at them.
 */
export function rowsStatement(
  capability: Capability,
  filters: Filters,
  format: Pick<FormatWriter, 'columns' | 'copy'>,
  maxRows: number | null,
): CopyStatement {
  const { bind, settings } = settingValues();
  const conditions = filterPredicates(capability, filters, bind);
  const withActions = needsActions(filters) || format.columns.some((column) => column.includes('a.id'));
  const select = [
    `SELECT ${format.columns.join(', ')}`,
    `FROM ${changesFrom(capability, withActions)}`,
    whereSql(conditions),
    'ORDER BY c.captured_at DESC, c.id DESC',
    maxRows === null ? '' : `LIMIT ${maxRows}`,
  ].filter((part) => part !== '');
  return { text: `COPY (${select.join(' ')}) TO STDOUT (${format.copy})`, settings };
}
