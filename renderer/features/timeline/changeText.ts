import type { TimelineEntry } from '@shared/domain/audit.ts';
import { actorWords, tableText } from '@renderer/lib/change.ts';
import { changeView, type FieldView } from '@renderer/lib/fieldDiff.ts';
import { formatInstant } from '@renderer/lib/zone.ts';

/** One change as plain text for a ticket: what, when, who, why as far as recorded, and each field. Times are UTC. */
export function changeText(entry: TimelineEntry): string {
  const { audit_change: change, transaction, action } = entry;
  return [
    `${formatInstant(change.captured_at, 'utc')} ${change.op} ${tableText(change)} ${change.table_pk}`,
    `change ${change.id}, transaction ${transaction.id}`,
    `actor: ${actorWords(transaction.actor_ref)}`,
    `action: ${action === null ? 'none linked' : `${action.name}, status ${action.status}`}`,
    ...recorded('correlation', action?.correlation_id ?? null),
    ...recorded('source', transaction.source),
    ...recorded('meta', transaction.meta),
    ...changeView(change).fields.map((field) => `  ${field.name}: ${fieldText(field)}`),
  ].join('\n');
}

function recorded(name: string, value: string | null): readonly string[] {
  return value === null ? [] : [`${name}: ${value}`];
}

function fieldText(field: FieldView): string {
  switch (field.kind) {
    case 'masked':
      return 'masked; changed, neither value kept';
    case 'set':
      return field.after;
    case 'changed':
      return `${field.before} -> ${field.after}`;
    case 'omitted':
    case 'no_prior':
      return `(no prior value recorded) -> ${field.after}`;
  }
}
