import { compareBytes } from '@shared/domain/diff.ts';
import { jsonMembers, type JsonText } from '@shared/domain/jsonText.ts';
import type { RowAsOf, RowComparison, RowState, FieldComparison } from '@shared/domain/rowStates.ts';
import { plural } from '@shared/domain/plural.ts';
import type { Paint } from '../../terminal.ts';
import { printable, shorten } from '../printable.ts';
import { renderTable } from '../table.ts';
import { rowTitle } from './rowTitle.ts';

const VALUE_WIDTH = 100;

/** The row as of a moment for people. */
export function asOfText(state: RowAsOf, paint: Paint): string {
  const lines = [`${paint.strong(rowTitle(state.row))} as of ${state.at}`, statusText(state, paint)];
  if (state.data !== null) lines.push(...imageLines(state.data));
  if (state.last_known !== null)
    lines.push(
      paint.dim(
        `last known state, captured ${state.last_known.captured_at}; writes past capture are not in it:`,
      ),
      ...imageLines(state.last_known.data),
    );
  if (state.unresolved_changes > 0) lines.push(unresolvedNote(state));
  return lines.map((line) => `${line}\n`).join('');
}

/** What an answer before the horizon leaves out. */
export function unresolvedNote({ unresolved_changes }: RowAsOf): string {
  return `${plural(unresolved_changes, 'change')} recorded without the whole key ${unresolved_changes === 1 ? 'names' : 'name'} this row: see history`;
}

/** The row at two moments for people: what differs first by name, equal fields only counted. */
export function compareText(comparison: RowComparison, paint: Paint): string {
  const { row, before, after, fields, changes_between, deletes_between, not_captured } = comparison;
  const told = fields.filter(({ state, updates_between }) => state !== 'same' || updates_between > 0);
  const deletes = deletes_between === 0 ? '' : `, ${deletes_between} of them deletes`;
  return [
    `${paint.strong(rowTitle(row))}\n`,
    `before  ${before.at}  ${statusText(before, paint)}\n`,
    `after   ${after.at}  ${statusText(after, paint)}\n`,
    `between ${changes_between} captured changes${deletes}\n`,
    told.length === 0
      ? ''
      : renderTable<FieldComparison>(told, [
          { title: 'FIELD', of: ({ name }) => name, max: 40 },
          {
            title: 'STATE',
            of: stateOf,
            paint: (text, { state }) => (state === 'same' ? text : paint.changed(text)),
          },
          { title: 'BEFORE', of: (field) => value(field.before) },
          { title: 'AFTER', of: (field) => value(field.after) },
        ]),
    fields.length === 0 ? '' : `${fields.length - told.length} fields are the same\n`,
    not_captured.length === 0 ? '' : `not captured: ${printable(not_captured.join(', '))}\n`,
  ].join('');
}

function stateOf({ state, numerically_equal, updates_between }: FieldComparison): string {
  if (state === 'same') return `same, updated ${updates_between}× between`;
  if (state === 'masked') return `masked, updated ${updates_between}× between`;
  return numerically_equal ? `${state}, equal in value` : state;
}

function value(text: JsonText | null): string {
  return text ?? '(absent)';
}

function statusText({ status, captured_at, change_id }: RowState, paint: Paint): string {
  switch (status) {
    case 'present':
      return `${paint.good('present')}, captured ${captured_at ?? ''} by change ${change_id ?? ''}`;
    case 'deleted_record':
      return `${paint.bad('deleted')} ${captured_at ?? ''} by change ${change_id ?? ''}`;
    case 'before_audit_horizon':
      return `${paint.changed('before the audit horizon')}: no change is captured so early; the row may have existed`;
  }
}

function imageLines(data: JsonText): readonly string[] {
  const members = [...jsonMembers(data)].sort(([a], [b]) => compareBytes(a, b));
  const width = Math.min(Math.max(0, ...members.map(([name]) => printable(name).length)), 32);
  return members.map(
    ([name, text]) => `  ${printable(name).padEnd(width)}  ${shorten(printable(text), VALUE_WIDTH)}`,
  );
}
