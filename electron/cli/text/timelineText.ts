import type { TimelineEntry, TimelinePage } from '@shared/domain/audit.ts';
import type { Paint } from '../terminal.ts';
import { actorText } from './actorText.ts';
import { paintOp } from './paintOp.ts';
import { rowKeyText } from './rowKey.ts';
import { renderTable } from './table.ts';

/** A page for people: one line a change, and the option that continues. */
export function timelineText(page: TimelinePage, direction: 'older' | 'newer', paint: Paint): string {
  if (page.entries.length === 0) return 'no change matches\n';
  const table = renderTable<TimelineEntry>(page.entries, [
    { title: 'CAPTURED AT', of: ({ audit_change }) => audit_change.captured_at },
    {
      title: 'OP',
      of: ({ audit_change }) => audit_change.op,
      paint: (text, { audit_change }) => paintOp(text, audit_change.op, paint),
    },
    { title: 'TABLE', of: ({ audit_change: c }) => `${c.table_schema}.${c.table_name}`, max: 40 },
    { title: 'KEY', of: ({ audit_change }) => rowKeyText(audit_change.table_pk), max: 44 },
    { title: 'ACTOR', of: ({ transaction }) => actorText(transaction.actor_ref), max: 32 },
    { title: 'CHANGED', of: ({ audit_change: c }) => (c.changed_fields ?? []).join(','), max: 40 },
    { title: 'TRANSACTION', of: ({ transaction }) => transaction.id, paint: (text) => paint.dim(text) },
  ]);
  if (page.cursor === null) return table;
  const option = direction === 'older' ? '--after' : '--before';
  return `${table}${paint.dim(`more: ${option} ${page.cursor}`)}\n`;
}
