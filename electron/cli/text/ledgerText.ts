import type { LedgerEntry } from '@shared/domain/ledger.ts';
import { ledgerSourceLabel, type LedgerPage, type LedgerReport } from '@shared/domain/ledgerReads.ts';
import { ledgerVerdict } from '@shared/domain/ledgerWords.ts';
import { plural } from '@shared/domain/plural.ts';
import type { Paint } from '../terminal.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';

/** `ledger list`. */
export function ledgerPageText({ entries, cursor, recording }: LedgerPage, paint: Paint): string {
  const paused = recording ? '' : 'recording is paused: questions leave no entry\n';
  if (entries.length === 0)
    return `${paused}no question: searched the whole ledger of this home; questions asked elsewhere, or while paused, are not in it\n`;
  const table = renderTable(entries, [
    { title: 'WHEN', of: ({ entry }) => entry?.at ?? '?' },
    { title: 'ASKED', of: ({ entry }) => askedText(entry) },
    { title: 'OF', of: ({ entry }) => (entry?.kind === 'question' ? ledgerSourceLabel(entry.source) : '') },
    { title: 'ROWS', of: ({ entry }) => (entry?.kind === 'question' ? String(entry.rows) : ''), right: true },
    {
      title: 'MS',
      of: ({ entry }) => (entry?.kind === 'question' ? millis(entry.duration_us) : ''),
      right: true,
    },
    {
      title: 'ENDED',
      of: ({ entry }) => (entry?.kind === 'question' ? (entry.code ?? entry.outcome) : ''),
      paint: (text, { entry }) =>
        entry?.kind === 'question' && entry.outcome === 'failed' ? paint.bad(text) : text,
    },
    { title: 'FILTERS', of: ({ entry }) => filtersText(entry), max: 200 },
  ]);
  return `${paused}${table}${cursor === null ? '' : paint.dim(`more: --after ${cursor}\n`)}`;
}

/** `ledger verify`. */
export function ledgerReportText(report: LedgerReport, paint: Paint): string {
  const verdict = ledgerVerdict(report);
  const { faults, faults_total: total, missing, unfinished, head, sources } = report;
  const more = total - faults.length;
  return [
    report.verdict === 'broken' ? paint.bad(verdict) : verdict,
    ...faults.map(({ segment, line, message }) => `${placeText(segment, line)}${message}`),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...missing.map(
      (one) =>
        `segment ${one.segment ?? 'before'} is not here: ${plural(one.entries, 'entry', 'entries')}, head ${one.head}`,
    ),
    ...unfinished.map(
      ({ segment, at, bytes }) =>
        `${segment}: a crash cut a line after ${bytes} bytes${at === null ? '' : `, found at ${at}`}; that one question is lost`,
    ),
    ...sources.map(({ label, questions }) => printable(`${label}: ${plural(questions, 'question')}`)),
    ...(head === null
      ? []
      : [`head ${head}: note it elsewhere to tell later that nothing before it was changed`]),
    ...(report.recording ? [] : ['recording is paused: questions leave no entry']),
    '',
  ].join('\n');
}

function placeText(segment: string | null, line: number | null): string {
  return segment === null ? '' : `${segment}.ndjson:${line ?? ''}: `;
}

function askedText(entry: LedgerEntry | null): string {
  if (entry === null) return '(a line that can no longer be read)';
  return entry.kind === 'question' ? entry.asked : `(${entry.kind.replace('_', ' ')})`;
}

function filtersText(entry: LedgerEntry | null): string {
  if (entry?.kind !== 'question') return '';
  return [entry.filters, entry.parameters].filter((text) => text !== null && text !== '{}').join(' ');
}

function millis(us: number): string {
  return (us / 1000).toFixed(1);
}
