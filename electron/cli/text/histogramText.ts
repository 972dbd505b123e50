import { seriesMarks, type Histogram } from '@shared/domain/summaries.ts';
import { plural } from '@shared/domain/plural.ts';
import type { Paint } from '../terminal.ts';
import { bar } from './bar.ts';
import { paintOp } from './paintOp.ts';
import { renderTable, type Column } from './table.ts';

/** Series that fit beside each other. */
const SERIES = 5;
const WIDTH = 30;
/** From so many empty buckets on they are one line. */
const RUN = 4;

interface Line {
  readonly start: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly total: number | null;
}

/** One line a bucket with its counts and a bar; a run of empty buckets is one line. */
export function histogramText(histogram: Histogram, paint: Paint): string {
  const { from, to, buckets, unplaced, approximate } = histogram;
  const apart =
    unplaced === 0 ? '' : `${unplaced} more matching with a time that is infinite, BC or beyond 9999\n`;
  if (buckets.length === 0)
    return `no change matches${from === null && to === null ? '' : ` from ${from ?? '…'} to ${to ?? '…'}`}\n${apart}`;
  const series = seriesOf(buckets);
  const lines = folded(buckets.map(({ start, counts }) => lineOf(start, counts, series)));
  const most = Math.max(1, ...lines.map(({ total }) => total ?? 0));
  const columns: Column<Line>[] = series.map((name) => ({
    title: histogram.by === 'op' ? name.toUpperCase() : name,
    of: ({ counts, total }) => (total === null ? '' : String(counts.get(name) ?? 0)),
    right: true,
    max: 40,
    ...(histogram.by === 'op' ? { paint: (text: string) => paintOp(text, name, paint) } : {}),
  }));
  const table = renderTable(lines, [
    { title: 'FROM', of: ({ start }) => start },
    ...columns,
    { title: 'TOTAL', of: ({ total }) => (total === null ? '' : String(total)), right: true },
    { title: '', of: ({ total }) => bar((total ?? 0) / most, WIDTH) },
  ]);
  const sum = lines.reduce((all, { total }) => all + (total ?? 0), 0);
  const exact = `${plural(sum, 'change')} from ${from ?? ''} to ${to ?? ''}, ${widthText(histogram.bucket_seconds ?? 0)} a line\n`;
  const about =
    approximate === null
      ? exact
      : `about ${exact}a sample: ${approximate.how} (${plural(approximate.sampled, 'change')} seen)\n`;
  return table + paint.dim(about) + apart;
}

/** The most frequent first; what has no column of its own is the last one. */
function seriesOf(buckets: Histogram['buckets']): readonly string[] {
  const totals = new Map<string, number>();
  for (const { counts } of buckets)
    for (const [key, n] of Object.entries(counts)) totals.set(key, (totals.get(key) ?? 0) + n);
  const keys = [...totals.keys()]
    .filter((key) => key !== seriesMarks.other)
    .sort((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0) || (a < b ? -1 : 1));
  const rest = keys.length > SERIES || totals.has(seriesMarks.other);
  return rest ? [...keys.slice(0, SERIES), seriesMarks.other] : keys;
}

function lineOf(start: string, counts: Readonly<Record<string, number>>, series: readonly string[]): Line {
  const shown = new Map<string, number>();
  for (const [key, n] of Object.entries(counts)) {
    const column = series.includes(key) ? key : seriesMarks.other;
    shown.set(column, (shown.get(column) ?? 0) + n);
  }
  return { start, counts: shown, total: Object.values(counts).reduce((a, b) => a + b, 0) };
}

function folded(lines: readonly Line[]): readonly Line[] {
  const result: Line[] = [];
  for (let at = 0; at < lines.length;) {
    const busy = lines.findIndex(({ total }, i) => i >= at && total !== 0);
    const end = busy < 0 ? lines.length : busy;
    if (end - at >= RUN)
      result.push({ start: `… ${end - at} lines of nothing`, counts: new Map(), total: null });
    else result.push(...lines.slice(at, end));
    const line = lines[end];
    if (line !== undefined) result.push(line);
    at = end + 1;
  }
  return result;
}

export function widthText(seconds: number): string {
  const units: readonly (readonly [number, string])[] = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ];
  const [size, name] = units.find(([unit]) => seconds >= unit && seconds % unit === 0) ?? [1, 'second'];
  const n = seconds / size;
  return `${n} ${name}${n === 1 ? '' : 's'}`;
}
