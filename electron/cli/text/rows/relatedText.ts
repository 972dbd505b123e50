import type { RelatedRow, RelatedRows, Relation } from '@shared/domain/relatedRows.ts';
import { plural } from '@shared/domain/plural.ts';
import type { Paint } from '../../terminal.ts';
import { actorText } from '../actorText.ts';
import { paintOp } from '../paintOp.ts';
import { printable } from '../printable.ts';
import { rowKeyText } from '../rowKey.ts';
import { renderTable } from '../table.ts';
import { rowTitle } from './rowTitle.ts';

/** Rows reached by foreign keys for people: one block a foreign key. */
export function relatedText(answer: RelatedRows, paint: Paint): string {
  const { row, relations, values_from, message, truncated, searched } = answer;
  const from = message === null ? '' : `  ${paint.changed(values_from)}: ${printable(message)}`;
  return [
    `${paint.strong(rowTitle(row))}${from}\n`,
    relations.length === 0 ? 'the live schema has no foreign key of or to this table\n' : '',
    ...relations.map((relation) => block(relation, paint)),
    truncated ? 'there are more foreign keys than were followed\n' : '',
    searched === null || !relations.some(({ direction }) => direction === 'referenced_by')
      ? ''
      : `${paint.dim(`images that point here: searched the newest ${plural(searched, 'change')}`)}\n`,
  ].join('');
}

function block(relation: Relation, paint: Paint): string {
  const { direction, own_columns, other_columns, constraint, on_delete, message, rows, truncated } = relation;
  const other = `${relation.table_schema}.${relation.table_name}`;
  const arrow = direction === 'references' ? '→' : '←';
  const head = `${arrow} ${other} (${other_columns.join(', ')})  by ${own_columns.join(', ')}, ${constraint}, on delete ${on_delete}`;
  const notes = [
    ...(message === null ? [] : [message]),
    ...(rows.length === 0 && message === null ? ['no row'] : []),
    ...(truncated ? [`only ${rows.length} are listed; there are more`] : []),
  ];
  return [
    `\n${paint.strong(printable(head))}\n`,
    ...notes.map((note) => `  ${paint.dim(printable(note))}\n`),
    rows.length === 0 ? '' : table(rows, paint),
  ].join('');
}

function table(rows: readonly RelatedRow[], paint: Paint): string {
  return renderTable<RelatedRow>(rows, [
    { title: 'TABLE', of: (row) => `${row.table_schema}.${row.table_name}`, max: 40 },
    { title: 'KEY', of: ({ table_pk }) => rowKeyText(table_pk ?? '{}'), max: 44 },
    { title: 'FOUND', of: ({ found_by }) => FOUND[found_by] },
    { title: 'LAST CHANGE', of: ({ last_change }) => last_change?.captured_at ?? 'none captured' },
    {
      title: 'OP',
      of: ({ last_change }) => last_change?.op ?? '',
      paint: (text, { last_change }) => paintOp(text, last_change?.op ?? '', paint),
    },
    {
      title: 'ACTOR',
      of: ({ last_change }) => (last_change === null ? '' : actorText(last_change.actor_ref)),
      max: 32,
    },
    {
      title: 'TRANSACTION',
      of: ({ last_change }) => last_change?.transaction_id ?? '',
      paint: (text) => paint.dim(text),
    },
  ]);
}

const FOUND = { live: 'live', key: 'by key, not live', captured: 'captured image' } as const;
