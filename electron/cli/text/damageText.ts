import type { Damage, DamageEntry, DamageSummary } from '@shared/domain/damage.ts';
import type { Paint } from '../terminal.ts';
import { actorText } from './actorText.ts';
import { plural } from '@shared/domain/plural.ts';
import { printable } from './printable.ts';
import { rowKeyText } from './rowKey.ts';
import { renderTable, type Column } from './table.ts';

/** What became of what a scope set, for people: counts by field first, then field by field. */
export function damageText(answer: Damage, paint: Paint): string {
  const { changes, rows, truncated, summary, entries, has_more, not_readable, not_named } = answer;
  if (changes === 0) return 'no change matches: nothing was set\n';
  const lines = [
    `${plural(changes, 'change')} of ${plural(rows, 'row')}` +
      (truncated ? '; TRUNCATED: more match, this is about the newest (raise --max-changes)' : ''),
    ...not_readable.map(
      ({ table_schema, table_name, message }) =>
        `live rows of ${printable(`${table_schema}.${table_name}`)} could not be read: ${printable(message)}`,
    ),
    ...not_named.map(
      ({ table_schema, table_name, field }) =>
        `capture does not name changes of ${printable(`${table_schema}.${table_name} ${field}`)}: a later one shows in the live row only`,
    ),
    ...(summary.some(({ states }) => states.no_later_captured_change > 0)
      ? ['no later captured change does not say that it is still so: a write may bypass capture']
      : []),
  ];
  return (
    `${lines.map((line) => `${line}\n`).join('')}\n${renderTable(summary, summaryColumns)}` +
    (entries.length === 0 ? '' : `\n${renderTable(entries, entryColumns)}`) +
    (has_more ? paint.dim(`the first ${entries.length} fields; raise --limit for more`) + '\n' : '')
  );
}

function number(title: string, of: (row: DamageSummary) => number): Column<DamageSummary> {
  return { title, of: (row) => (of(row) === 0 ? '-' : String(of(row))), right: true };
}

const summaryColumns: readonly Column<DamageSummary>[] = [
  { title: 'TABLE', of: (row) => `${row.table_schema}.${row.table_name}`, max: 40 },
  { title: 'FIELD', of: ({ field }) => field ?? '(row deleted)', max: 40 },
  number('SET', ({ set }) => set),
  number('NO LATER CAPTURED CHANGE', ({ states }) => states.no_later_captured_change),
  number('OVERWRITTEN', ({ states }) => states.overwritten),
  number('ROW GONE', ({ states }) => states.row_gone),
  number('KEY UNRESOLVED', ({ states }) => states.unresolved_key),
  number('LIVE ROW AGREES', ({ live }) => live.agrees),
  number('DIFFERS', ({ live }) => live.differs),
  number('MISSING', ({ live }) => live.missing),
  number('NOT COMPARED', ({ live }) => live.masked + live.no_column + live.not_readable),
];

const entryColumns: readonly Column<DamageEntry>[] = [
  { title: 'TABLE', of: (row) => `${row.table_schema}.${row.table_name}`, max: 40 },
  { title: 'KEY', of: ({ table_pk }) => rowKeyText(table_pk), max: 44 },
  { title: 'FIELD', of: ({ field }) => field ?? '(row deleted)', max: 40 },
  { title: 'SET TO', of: (entry) => (entry.masked ? '(masked)' : (entry.value ?? '-')), max: 40 },
  { title: 'SET AT', of: ({ set_by }) => set_by.captured_at },
  { title: 'SINCE', of: sinceText, max: 150 },
  { title: 'LIVE ROW', of: liveText, max: 60 },
];

function sinceText({ state, later, later_changes: n }: DamageEntry): string {
  const by =
    later === null
      ? ''
      : ` by ${actorText(later.actor_ref)} at ${later.captured_at} (transaction ${later.transaction_id})`;
  switch (state) {
    case 'no_later_captured_change':
      return 'no later captured change';
    case 'overwritten':
      return `overwritten${by}${n > 1 ? `, first of ${n}` : ''}`;
    case 'row_gone':
      return later?.op === 'delete'
        ? `row gone: deleted${by}`
        : 'row gone: no live row, no captured deletion';
    case 'unresolved_key':
      return 'key unresolved: no later change can be attributed';
  }
}

function liveText({ live, live_value }: DamageEntry): string {
  switch (live) {
    case 'agrees':
      return 'agrees';
    case 'differs':
      return live_value === null ? 'differs: the row is there' : `differs: ${live_value}`;
    case 'missing':
      return 'missing';
    case 'masked':
      return 'masked: nothing to compare';
    case 'no_column':
      return 'no such column now';
    case 'not_readable':
      return 'not readable';
  }
}
