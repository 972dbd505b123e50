import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { BlamedField, RowBlame } from '@shared/domain/rowStates.ts';
import type { Paint } from '../../terminal.ts';
import { actorText } from '../actorText.ts';
import { actionName } from '../actors/actionName.ts';
import { printable } from '../printable.ts';
import { renderTable } from '../table.ts';
import { rowTitle } from './rowTitle.ts';

/** Who set each field of a row last, for people. */
export function blameText(blame: RowBlame, paint: Paint): string {
  const { row, status, image, fields, setters, deleted_by, arrived, not_captured } = blame;
  const by = (id: string | null): TimelineEntry | undefined =>
    setters.find(({ audit_change }) => audit_change.id === id);
  const title = paint.strong(rowTitle(row));
  if (image === null)
    return status === 'deleted_record'
      ? `${title}: ${deleted(by(deleted_by), paint)}; no image of it is captured\n`
      : `no change is recorded of ${title}\n`;
  const unknown = fields.some(({ state }) => state === 'unknown');
  return [
    `${title}  image captured ${image.captured_at}\n`,
    status === 'deleted_record' ? `${deleted(by(deleted_by), paint)}\n` : '',
    renderTable<BlamedField>(fields, [
      { title: 'FIELD', of: ({ name }) => name, max: 32 },
      { title: 'VALUE', of: ({ value, masked }) => (masked ? `${value} (masked)` : value), max: 36 },
      { title: 'SET AT', of: ({ change_id }) => by(change_id)?.audit_change.captured_at ?? 'unknown' },
      { title: 'BY', of: (field) => how(field, by(field.change_id)), max: 12 },
      {
        title: 'ACTOR',
        of: ({ change_id }) => actorText(by(change_id)?.transaction.actor_ref ?? null),
        max: 28,
      },
      {
        title: 'ACTION',
        of: ({ change_id }) => {
          const action = by(change_id)?.action ?? null;
          return action === null ? '-' : actionName(action);
        },
        max: 24,
      },
      {
        title: 'TRANSACTION',
        of: ({ change_id }) => by(change_id)?.transaction.id ?? '',
        paint: (text) => paint.dim(text),
      },
    ]),
    unknown
      ? arrived
        ? 'unknown: set before the row came to this key; ask for its key before (history names it)\n'
        : 'unknown: set before the first captured change of the row\n'
      : '',
    fields.some(({ state }) => state === 'appeared')
      ? 'first seen: the value is new in that change, which does not name the field: a column capture never names, or a write past capture before it\n'
      : '',
    not_captured.length === 0 ? '' : `not captured: ${printable(not_captured.join(', '))}\n`,
  ].join('');
}

function how({ state }: BlamedField, setter: TimelineEntry | undefined): string {
  return state === 'appeared' ? 'first seen' : (setter?.audit_change.op ?? '-');
}

function deleted(entry: TimelineEntry | undefined, paint: Paint): string {
  if (entry === undefined) return paint.bad('deleted');
  const { audit_change, transaction } = entry;
  return `${paint.bad('deleted')} ${audit_change.captured_at} by ${printable(actorText(transaction.actor_ref))}  transaction ${transaction.id}`;
}
