import type { BeforeAfter, FieldBeforeAfter, FieldSide, RowBeforeAfter } from '@shared/domain/beforeAfter.ts';
import type { Paint } from '../terminal.ts';
import { paintOp } from './paintOp.ts';
import { printable, shorten } from './printable.ts';
import { plural } from '@shared/domain/plural.ts';
import { rowKeyText } from './rowKey.ts';

const VALUE_WIDTH = 80;

/** Rows of a transaction for people: each with its fields, before → after; `all` shows the unchanged ones too. */
export function beforeAfterText(answer: BeforeAfter, all: boolean, paint: Paint): string {
  const { rows, changes, truncated, transaction_id } = answer;
  const head = [
    `${paint.strong('transaction')} ${transaction_id}`,
    `${plural(changes, 'change')} of ${plural(rows.length, 'row')}, in capture order` +
      (truncated ? '; TRUNCATED: it has more changes, raise --limit' : ''),
    ...(all || rows.length === 0 ? [] : ['fields that did not change are left out: --all shows them']),
  ];
  return [...head, ...rows.flatMap((row) => ['', ...rowLines(row, all, paint)])]
    .map((line) => `${line}\n`)
    .join('');
}

function rowLines(row: RowBeforeAfter, all: boolean, paint: Paint): readonly string[] {
  const ops = row.changes.map(({ op }) => paintOp(op, op, paint)).join(', ');
  const first = row.changes[0]?.captured_at ?? '';
  const fields = row.fields.filter(({ changed }) => all || changed !== false);
  return [
    `${printable(`${row.table_schema}.${row.table_name}`)} ${printable(rowKeyText(row.table_pk))}  ${ops}  ${paint.dim(first)}`,
    ...(row.previous_pk === null ? [] : [`  the key was ${printable(rowKeyText(row.previous_pk))}`]),
    `  before: ${beforeText(row.before)}`,
    ...fields.map((field) => `  ${fieldLine(field, paint)}`),
  ];
}

function beforeText({ status, reason, captured_at }: RowBeforeAfter['before']): string {
  if (status === 'no_row') return 'no such row';
  if (status === 'row') return `as captured at ${captured_at}`;
  switch (reason) {
    case 'before_horizon':
      return 'no earlier change of the row is here any more';
    case 'key_changed':
      return 'unknown: the key changed, and the earlier one was not recorded';
    case 'unresolved_key':
      return 'unknown: capture could not resolve the key';
    case 'deleted_before':
      return 'unknown: the change captured before is its deletion, so an insert was not captured';
    case null:
      return 'unknown';
  }
}

function fieldLine({ name, before, after, contradicts_previous }: FieldBeforeAfter, paint: Paint): string {
  const remark = contradicts_previous
    ? paint.dim('  (the previous image held another value: a write between was not captured)')
    : '';
  return `${printable(name)}: ${paint.bad(sideText(before))} → ${paint.good(sideText(after))}${remark}`;
}

const words: Readonly<Record<Exclude<FieldSide['state'], 'value'>, string>> = {
  masked: '(masked)',
  excluded: '(excluded from capture)',
  omitted: '(prior value omitted)',
  none: '(not recorded)',
  before_horizon: '(before the horizon)',
  no_row: '(no row)',
};

function sideText(side: FieldSide): string {
  if (side.state !== 'value') return words[side.state];
  const value = shorten(printable(side.value ?? ''), VALUE_WIDTH);
  return side.source === 'previous_image' ? `${value} (previous image)` : value;
}
