import { filterKeys, type Conditions, type Filters } from '@shared/domain/filters.ts';
import { fromEpochMicros, isCanonicalInstant, toEpochMicros, type Instant } from '@shared/domain/instant.ts';
import type { Difference } from '@shared/domain/summaries.ts';
import { withChip, type Chip } from '@renderer/lib/chips.ts';
import { chipOf } from '../facetPanel/facetChips.ts';

/** What is laid beside what; in words for the heading. */
export interface Comparison {
  readonly filters: Filters;
  /** null: the rest of the window. */
  readonly against: Filters | null;
  readonly words: string;
}

/**
 * Pure: the question against the rest of its window; a window of time alone against all times outside of it.
 * null where nothing would be left to compare with.
 */
export function comparisonOf(filters: Filters): Comparison | null {
  const narrowed = filterKeys.some((key) => key !== 'from' && key !== 'to' && filters[key] !== undefined);
  if (narrowed)
    return {
      filters,
      against: null,
      words:
        filters.from === undefined && filters.to === undefined
          ? 'the other changes held'
          : 'the other changes of the window',
    };
  const outside: readonly Conditions[] = [
    ...(filters.from === undefined ? [] : [{ to: beside(filters.from, -1n) }]),
    ...(filters.to === undefined ? [] : [{ from: beside(filters.to, 1n) }]),
  ];
  if (outside.length === 0) return null;
  return { filters, against: { any: outside }, words: 'the changes outside of the window' };
}

function beside(instant: Instant, micros: bigint): Instant {
  return isCanonicalInstant(instant) ? fromEpochMicros(toEpochMicros(instant) + micros) : instant;
}

const LABELS: Readonly<Record<Difference['key'], string>> = {
  table: 'table',
  op: 'operation',
  actor: 'actor',
  action: 'action',
  field: 'changed field',
  source: 'source',
  hour: 'hour, UTC',
  meta_key: 'meta names',
  meta: 'meta',
};

export function labelOf({ key }: Difference): string {
  return LABELS[key];
}

/** Pure: the value for people; what was not recorded is said in words. */
export function valueOf({ key, value }: Difference): string {
  if (key === 'hour') return `${value ?? '?'}:00 to ${value ?? '?'}:59`;
  if (value !== null) return value;
  return key === 'action' ? 'none linked' : 'not recorded';
}

/** Pure: the question narrowed to a difference; null where no filter asks for it. */
export function narrowedBy(filters: Filters, { key, value }: Difference): Filters | null {
  const chip = chipFor(key, value);
  return chip === null ? null : withChip(filters, chip);
}

function chipFor(key: Difference['key'], value: string | null): Chip | null {
  if (key === 'hour' || key === 'meta_key') return null;
  if (key === 'meta') return value === null ? null : { key: 'meta', not: false, value };
  return chipOf(key, value);
}

/** Pure: `12.5 %`, `0.04 %`, `< 0.01 %`. */
export function shareWords(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  if (percent < 0.01) return '< 0.01 %';
  return `${percent >= 10 ? percent.toFixed(0) : percent >= 1 ? percent.toFixed(1) : percent.toFixed(2)} %`;
}

/** Pure: how many times as often; only here where there is nothing of it elsewhere. */
export function ratioWords({ ratio }: Difference): string {
  if (ratio === null) return 'only here';
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1)} ×`;
}
