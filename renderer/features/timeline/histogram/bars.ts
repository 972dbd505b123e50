import type { Histogram } from '@shared/domain/summaries.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { OPS, totalOf } from '@renderer/ui/charts/series.ts';

/** How the heights are made. */
export interface Scale {
  /** What the full height stands for. */
  readonly top: number;
  /** Buckets that hold more than that, and are cut: their index and what they hold. */
  readonly cut: readonly { readonly at: number; readonly total: number }[];
}

/** A bucket this many times as full as most is cut, so that the others can be told apart. */
const TALL = 3;
const SHARE = 0.95;
/** Among fewer there is no usual one. */
const FEW = 20;

/** Pure: the height of the plot, so that a single flood does not flatten a year of ordinary days. */
export function scaleOf(buckets: Histogram['buckets']): Scale {
  const totals = buckets.map(({ counts }) => totalOf(counts));
  const filled = totals.filter((total) => total > 0).sort((a, b) => a - b);
  const most = filled.at(-1) ?? 1;
  const usual = filled[Math.floor((filled.length - 1) * SHARE)] ?? 1;
  if (filled.length < FEW || most <= usual * TALL) return { top: most, cut: [] };
  const top = roundUp(usual * 1.2);
  const cut = totals.flatMap((total, at) => (total > top ? [{ at, total }] : []));
  return { top, cut };
}

/** Pure: two leading digits, never less. */
function roundUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / unit) * unit;
}

/** Operations the database knows besides the three are one layer more. */
export const LAYERS = [...OPS, { key: '', label: 'of another operation', color: 'var(--ch-axis)' }] as const;
const NAMED = new Set(OPS.map(({ key }) => key));

/** Pure: what one bucket holds of a layer. */
export function layerCount(counts: Readonly<Record<string, number>>, key: string): number {
  if (key !== '') return counts[key] ?? 0;
  return totalOf(Object.fromEntries(Object.entries(counts).filter(([op]) => !NAMED.has(op))));
}

/** The plot's own units: one bucket wide, `HEIGHT` high. */
export const HEIGHT = 60;
const GAP = 0.18;

/** Pure: all the rectangles of one layer as one path: three nodes in the document, however many buckets. */
export function layerPath(buckets: Histogram['buckets'], key: string, top: number): string {
  const below = LAYERS.slice(
    0,
    LAYERS.findIndex((layer) => layer.key === key),
  );
  return buckets
    .map(({ counts }, at) => {
      const count = layerCount(counts, key);
      if (count === 0) return '';
      const base = below.reduce((sum, layer) => sum + layerCount(counts, layer.key), 0);
      const bottom = HEIGHT - (HEIGHT * Math.min(top, base)) / top;
      // What is there is seen: half a unit at least.
      const height = Math.max(0.6, (HEIGHT * (Math.min(top, base + count) - Math.min(top, base))) / top);
      return `M${at + GAP / 2} ${round(bottom)}v${round(-height)}h${round(1 - GAP)}v${round(height)}z`;
    })
    .join('');
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}

/** Pure: `3 inserted, 12 updated`, or `nothing`. */
export function bucketWords(counts: Readonly<Record<string, number>>): string {
  const words = LAYERS.flatMap(({ key, label }) => {
    const count = layerCount(counts, key);
    return count === 0 ? [] : [`${formatCount(count)} ${label}`];
  });
  return words.length === 0 ? 'nothing' : words.join(', ');
}

/** Pure: all that is in the buckets. */
export function countedIn({ buckets }: Histogram): number {
  return buckets.reduce((sum, { counts }) => sum + totalOf(counts), 0);
}
