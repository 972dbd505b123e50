import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { KeyChange, RowHistory } from '@shared/domain/rowHistory.ts';
import type { Paint } from '../../terminal.ts';
import { actorText } from '../actorText.ts';
import { actionName } from '../actors/actionName.ts';
import { paintOp } from '../paintOp.ts';
import { printable } from '../printable.ts';
import { rowKeyText } from '../rowKey.ts';
import { renderTable } from '../table.ts';
import { rowTitle } from './rowTitle.ts';

/** Changes of one row for people, then where its key changed and what was recorded without a key. */
export function historyText(history: RowHistory, direction: 'older' | 'newer', paint: Paint): string {
  const { row, entries, cursor } = history;
  const title = paint.strong(rowTitle(row));
  const lines = [
    entries.length === 0
      ? `no change is recorded of ${title} in what was asked\n`
      : `${title}\n${changes(entries, paint)}`,
    cursor === null
      ? ''
      : `${paint.dim(`more: ${direction === 'older' ? '--after' : '--before'} ${cursor}`)}\n`,
    keyChangesText(history, paint),
    unresolvedText(history, paint),
  ];
  return lines.join('');
}

function changes(entries: readonly TimelineEntry[], paint: Paint): string {
  return renderTable<TimelineEntry>(entries, [
    { title: 'CAPTURED AT', of: ({ audit_change }) => audit_change.captured_at },
    {
      title: 'OP',
      of: ({ audit_change }) => audit_change.op,
      paint: (text, { audit_change }) => paintOp(text, audit_change.op, paint),
    },
    { title: 'ACTOR', of: ({ transaction }) => actorText(transaction.actor_ref), max: 32 },
    { title: 'ACTION', of: ({ action }) => (action === null ? '-' : actionName(action)), max: 28 },
    { title: 'CHANGED', of: ({ audit_change: c }) => (c.changed_fields ?? []).join(','), max: 48 },
    { title: 'TRANSACTION', of: ({ transaction }) => transaction.id, paint: (text) => paint.dim(text) },
  ]);
}

function keyChangesText({ key_changes: { entries, complete } }: RowHistory, paint: Paint): string {
  const lines = entries.map((change) => `  ${change.captured_at}  ${keyChangeText(change)}`);
  if (!complete) lines.push('  the search for the other key stopped at its bound; there may be more');
  return lines.length === 0 ? '' : `${[paint.changed('the key changed:'), ...lines].join('\n')}\n`;
}

function keyChangeText({ direction, other_key, told_by, transaction_id }: KeyChange): string {
  const verb = direction === 'arrived' ? 'came from' : 'went to';
  const key = other_key === null ? 'a key that was not recorded' : printable(rowKeyText(other_key));
  const doubt = told_by === 'image' ? ' (likely: the only key whose image fits)' : '';
  return `${verb} ${key}${doubt}  transaction ${transaction_id}`;
}

function unresolvedText({ unresolved }: RowHistory, paint: Paint): string {
  const { entries, truncated, unattributable_deletes: deletes } = unresolved;
  const found =
    entries.length === 0
      ? ''
      : `${paint.changed('recorded without the whole key; their images name this row:')}\n${changes(entries, paint)}` +
        (truncated ? 'there are more\n' : '');
  if (deletes === 0) return found;
  return `${found}${paint.dim(`${deletes} deletes of this table were recorded without the whole key: of which rows nobody can tell`)}\n`;
}
