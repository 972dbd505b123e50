import type { BaselineDimension, BaselineValue } from '@shared/domain/actorBaseline.ts';

export const baselineNames: Readonly<Record<BaselineDimension, string>> = {
  table: 'table',
  op: 'operation',
  table_op: 'operation on table',
  hour: 'hour, UTC',
  source: 'source',
  meta_key: 'meta key',
  meta_value: 'meta value',
};

/** Pure: what was never there before first, then what the fewest other days have, then the most frequent here. */
export function fewestFirst(values: readonly BaselineValue[]): readonly BaselineValue[] {
  const never = ({ first_seen }: BaselineValue): number => (first_seen ? 0 : 1);
  return [...values].sort((a, b) => never(a) - never(b) || a.days - b.days || b.in_window - a.in_window);
}
