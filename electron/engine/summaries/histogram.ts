import type { Capability } from '@shared/domain/capability.ts';
import { checkBound } from '@shared/domain/bounds.ts';
import { filterKeys, normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import type { Histogram, HistogramKey } from '@shared/domain/summaries.ts';
import type { AuditSource, ReadTransaction, TextRow } from '../db/session.ts';
import { bucketSeconds, bucketStarts, type Window } from './buckets.ts';
import { finiteWindowStatement } from './finiteWindowStatement.ts';
import { histogramStatement, type Bounds } from './histogramStatement.ts';
import { unplacedStatement } from './unplacedStatement.ts';

export const MAX_BUCKETS = 300;

export interface HistogramQuestion {
  readonly filters: Filters;
  /** 1 to 300: the most buckets; the width is rounded up to one that people read. */
  readonly buckets: number;
  readonly by: HistogramKey;
}

/**
 * Matching changes over time, exact, by operation, table (`SCHEMA.NAME`) or actor; of tables and actors the 12
 * most frequent and the sum of the rest. The window is that of the filters; an open end is the first or last
 * matching change. All buckets and `unplaced` add up to what `countChanges` answers. Buckets lie on whole UTC
 * multiples of their width and are listed oldest first, empty ones too. One snapshot, counting lane.
 * Errors: `invalid_request` (buckets), those of `countChanges`.
 */
export async function histogram(
  { session, capability }: AuditSource,
  question: HistogramQuestion,
  signal?: AbortSignal,
): Promise<Histogram> {
  const checked = checkedHistogram(question);
  return await session.read({ signal, lane: 'count' }, (tx) => histogramIn(tx, capability, checked));
}

/** Error: `invalid_request`, those of normalizeFilters. */
export function checkedHistogram(question: HistogramQuestion): HistogramQuestion {
  const { buckets } = question;
  checkBound('buckets', buckets, 1, MAX_BUCKETS);
  return { ...question, filters: normalizeFilters(question.filters) };
}

/** {@link histogram} inside a snapshot that other statements share. Takes a checked question. */
export async function histogramIn(
  tx: ReadTransaction,
  capability: Capability,
  { filters, buckets, by }: HistogramQuestion,
): Promise<Histogram> {
  const held = await heldWindow(tx, capability, filters);
  const unplaced = held.complete ? 0 : await countUnplaced(tx, capability, filters);
  const place = { by, unplaced, approximate: null } as const;
  if (held.window === null) return emptyHistogram(filters, place);
  const count = async (window: Window, bounds: Bounds): Promise<Bins> => {
    const seconds = bucketSeconds(window, buckets);
    const question = { filters, by, bounds, seconds, ends: narrows(filters), percent: null };
    return { window, seconds, rows: await tx.rows(histogramStatement(capability, question)) };
  };
  const bins = await count(held.window, held.bounds);
  const matching = matchingWindow(filters, bins);
  if (matching === null) return emptyHistogram(filters, place);
  // Where the matching changes fill less of the window, narrower buckets do, over fewer rows.
  const narrowed = { ...bins, window: matching };
  const final =
    bucketSeconds(matching, buckets) === bins.seconds ? narrowed : await count(matching, matching);
  return { ...place, ...bucketsOf(final, (n) => n) };
}

export interface Bins {
  readonly window: Window;
  readonly seconds: number;
  /** Of `histogramStatement`. */
  readonly rows: readonly TextRow[];
}

interface Held {
  /** The filters' window as far as rows are held; null when it holds none or ends before it begins. */
  readonly window: Window | null;
  /** What has to be asked of each row so that it lies within. */
  readonly bounds: Bounds;
  /** True: no change that the filters' window admits lies outside the calendar. */
  readonly complete: boolean;
}

export async function heldWindow(
  tx: ReadTransaction,
  { storage_schema }: Capability,
  filters: Pick<Filters, 'from' | 'to'>,
): Promise<Held> {
  const [from, to] = [filters.from ?? null, filters.to ?? null];
  if (from !== null && to !== null)
    return { window: to < from ? null : { from, to }, bounds: { from, to }, complete: true };
  const [ends = {}] = await tx.rows(finiteWindowStatement(storage_schema, from, to));
  const { oldest = null, newest = null } = ends;
  const before = from === null && ends['before'] === 't';
  const behind = to === null && ends['behind'] === 't';
  return {
    window: oldest === null || newest === null ? null : { from: from ?? oldest, to: to ?? newest },
    bounds: { from: from ?? (before ? oldest : null), to: to ?? (behind ? newest : null) },
    complete: !before && !behind,
  };
}

export function emptyHistogram(
  { from, to }: Filters,
  place: Pick<Histogram, 'by' | 'unplaced' | 'approximate'>,
): Histogram {
  return { ...place, from: from ?? null, to: to ?? null, bucket_seconds: null, buckets: [] };
}

/** One bucket for each start in the window, with what the rows say of it. */
export function bucketsOf(
  { window, seconds, rows }: Bins,
  scale: (n: number) => number,
): Pick<Histogram, 'from' | 'to' | 'bucket_seconds' | 'buckets'> {
  const counted = new Map<string, [string, number][]>();
  for (const { start, key, n } of rows) {
    const counts = counted.get(start ?? '') ?? [];
    counts.push([key ?? '', scale(Number(n))]);
    counted.set(start ?? '', counts);
  }
  const buckets = bucketStarts(window, seconds).map((start) => ({
    start,
    counts: Object.fromEntries(counted.get(start) ?? []),
  }));
  return { ...window, bucket_seconds: seconds, buckets };
}

async function countUnplaced(tx: ReadTransaction, capability: Capability, filters: Filters): Promise<number> {
  const [row] = await tx.rows(unplacedStatement(capability, filters));
  return Number(row?.['count'] ?? 0);
}

function narrows(filters: Filters): boolean {
  return filterKeys.some((key) => key !== 'from' && key !== 'to' && filters[key] !== undefined);
}

function matchingWindow(filters: Filters, { window, rows }: Bins): Window | null {
  if (!narrows(filters)) return window;
  if (rows.length === 0 && (filters.from === undefined || filters.to === undefined)) return null;
  const first = rows.map((row) => row['first'] ?? '').reduce((a, b) => (a < b ? a : b), '~');
  const last = rows.map((row) => row['last'] ?? '').reduce((a, b) => (a > b ? a : b), '');
  return { from: filters.from ?? first, to: filters.to ?? last };
}
