import type { Burst, BurstPage } from '@shared/domain/bursts.ts';
import type { Paint } from '../../terminal.ts';
import { actorText } from '../actorText.ts';
import { renderTable } from '../table.ts';
import { opsText, tablesText } from './countsText.ts';

/** A page of activity bursts for people: one line a burst with its span of captured writes, and how to go on. */
export function burstsText(page: BurstPage, direction: 'older' | 'newer', paint: Paint): string {
  const { from, to, gap_seconds, entries, cursor } = page;
  const rule = `no gap above ${gap_seconds} s between first captured writes`;
  if (from === null || to === null) return 'no burst: no transaction of this actor to search\n';
  const searched = `searched ${from} to ${to}; ${rule}`;
  if (entries.length === 0) return `no burst\n${searched}\n`;
  const table = renderTable<Burst>(entries, [
    { title: 'FIRST CAPTURED WRITE', of: ({ start }) => start },
    { title: 'LAST CAPTURED WRITE', of: ({ end }) => end },
    { title: 'CUT', of: cutText },
    { title: 'ACTOR', of: ({ actor_ref }) => actorText(actor_ref), max: 32 },
    { title: 'TRANSACTIONS', of: ({ transactions }) => String(transactions), right: true },
    { title: 'CHANGES', of: ({ counts }) => String(counts.changes), right: true },
    { title: 'OPS', of: ({ counts }) => opsText(counts.by_op) },
    { title: 'TABLES', of: ({ counts }) => tablesText(counts), max: 48 },
    { title: 'SOURCES', of: ({ sources }) => sources.map(({ source }) => source ?? '-').join(', '), max: 24 },
    { title: 'FIRST TRANSACTION', of: ({ id }) => id, paint: (text) => paint.dim(text) },
  ]);
  const option = direction === 'older' ? '--after' : '--before';
  const more = cursor === null ? '' : `${paint.dim(`more: --from ${from} --to ${to} ${option} ${cursor}`)}\n`;
  return `${table}${searched}\n${more}`;
}

/** Where the window cuts the burst: it goes on beyond. */
function cutText({ cut_before, cut_after }: Burst): string {
  if (cut_before && cut_after) return 'both';
  if (cut_before) return 'start';
  return cut_after ? 'end' : '-';
}
