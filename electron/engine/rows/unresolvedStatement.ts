import type { Capability } from '@shared/domain/capability.ts';
import { jsonMembers } from '@shared/domain/jsonText.ts';
import type { ResolvedRow } from '@shared/domain/row.ts';
import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues, type Bind } from '../timeline/boundValues.ts';
import { changesFrom } from '../timeline/source.ts';
import { entryColumns, windowConditions, type HistoryWindow } from './historyStatement.ts';

/** How many of the newest changes without a whole key are looked through. */
const SCANNED = 100_000;

/**
 * Newest changes recorded without the whole key whose image names the row, key column by key column in the very
 * text capture makes keys of. audit_changes_row_history_idx finds the incomplete keys; looked through at most
 * 100,000.
 */
export function unresolvedStatement(
  capability: Capability,
  row: ResolvedRow,
  window: HistoryWindow,
  rows: number,
): Statement {
  const { bind, values } = boundValues();
  const named = jsonMembers(row.table_pk).map(
    ([name, value]) => `c.data_after ->> ${bind(name)} = ${bind(value, 'jsonb')} #>> '{}'`,
  );
  const newest = `SELECT c.id, c.captured_at, c.data_after FROM ${incomplete(capability, row, window, bind)} ORDER BY c.captured_at DESC, c.id DESC LIMIT ${SCANNED}`;
  const ids = `SELECT c.id FROM (${newest}) c WHERE ${named.join(' AND ')} ORDER BY c.captured_at DESC, c.id DESC LIMIT ${rows}`;
  return {
    text:
      `SELECT ${entryColumns(capability)} FROM ${changesFrom(capability, true)}` +
      ` WHERE c.id IN (${ids}) ORDER BY c.captured_at DESC, c.id DESC`,
    values,
  };
}

/** Counts deletes without the whole key, which have no image to tell the row by; at most 100,000. */
export function unattributableStatement(
  capability: Capability,
  row: ResolvedRow,
  window: HistoryWindow,
): Statement {
  const { bind, values } = boundValues();
  return {
    text: `SELECT count(*)::text AS count FROM (SELECT FROM ${incomplete(capability, row, window, bind)} AND c.data_after IS NULL LIMIT ${SCANNED}) d`,
    values,
  };
}

function incomplete(
  { storage_schema }: Capability,
  { table_schema, table_name, table_pk, key_columns }: ResolvedRow,
  window: HistoryWindow,
  bind: Bind,
): string {
  const id = key_columns.length > 1 ? jsonMembers(table_pk).find(([name]) => name === 'id')?.[1] : undefined;
  const keys = ['{}', '{"id": null}', ...(id === undefined ? [] : [`{"id": ${id}}`])];
  const conditions = [
    `c.table_schema = ${bind(table_schema)}`,
    `c.table_name = ${bind(table_name)}`,
    `c.table_pk IN (${keys.map((key) => bind(key, 'jsonb')).join(', ')})`,
    ...windowConditions(window, bind),
  ];
  return `${qualified(storage_schema, 'audit_changes')} c WHERE ${conditions.join(' AND ')}`;
}
