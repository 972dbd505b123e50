import type { Continuity } from '@shared/domain/continuity.ts';
import type { Paint } from '../terminal.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';

/** One line a table, then what it means for each, and on what the dates rest. */
export function continuityText({ read_at, clock, tables }: Continuity, paint: Paint): string {
  if (tables.length === 0) return `no table has a capture trigger or a recent change (${read_at})\n`;
  const table = renderTable(tables, [
    { title: 'TABLE', of: ({ table_schema, table_name }) => `${table_schema}.${table_name}`, max: 130 },
    {
      title: 'COVERED',
      of: ({ covered }) => (covered ? 'yes' : 'no'),
      paint: (text, { covered }) => (covered ? paint.good(text) : paint.bad(text)),
    },
    { title: 'CAPTURED SINCE', of: ({ t0 }) => t0.basis.replace('_', ' ') },
    { title: 'NOT BEFORE', of: ({ t0 }) => t0.not_before ?? '-' },
    { title: 'NOT AFTER', of: ({ t0 }) => t0.not_after ?? '-' },
    { title: 'OLDEST CHANGE', of: ({ earliest_change }) => earliest_change ?? '-' },
  ]);
  const named = new Map<string, readonly string[]>();
  for (const { table_schema, table_name, meaning } of tables)
    named.set(meaning, [...(named.get(meaning) ?? []), `${table_schema}.${table_name}`]);
  const meanings = [...named].map(([meaning, names]) => printable(`${names.join(', ')}: ${meaning}`));
  const rests = `${clock.reason} PostgreSQL does not record when a trigger was made. Read at ${read_at}.`;
  return `${table}\n${[...meanings, '', paint.dim(rests)].map((line) => `${line}\n`).join('')}`;
}
