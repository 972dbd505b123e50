import type { Histogram } from '@shared/domain/summaries.ts';

export interface Lane {
  readonly table: string;
  readonly total: number;
  /** Oldest first, without gaps. */
  readonly buckets: readonly { readonly start: string; readonly count: number }[];
}

/** Pure: a histogram by table as lanes, the busiest first, and the fullest bucket of all. */
export function lanesOf({ buckets }: Histogram): { readonly lanes: readonly Lane[]; readonly most: number } {
  const tables = [...new Set(buckets.flatMap(({ counts }) => Object.keys(counts)))];
  const lanes = tables.map((table): Lane => {
    const own = buckets.map(({ start, counts }) => ({ start, count: counts[table] ?? 0 }));
    return { table, total: own.reduce((sum, { count }) => sum + count, 0), buckets: own };
  });
  const busiest = lanes.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total);
  const most = Math.max(1, ...busiest.flatMap((lane) => lane.buckets.map(({ count }) => count)));
  return { lanes: busiest, most };
}
