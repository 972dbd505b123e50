import { alternate } from './pairs.ts';
import { spreadOf, type Spread } from './stats.ts';

/** How one read did: against a reference as a ratio or an overhead, or alone against a budget. */
export interface ReadResult {
  readonly work: string;
  readonly reference: string;
  readonly oursMs: Spread;
  readonly referenceMs: Spread | null;
  readonly figure: 'ratio' | 'overhead, ms' | 'ms' | 'rows lost or repeated';
  readonly value: Spread;
  readonly goal: number;
}

export interface Comparison {
  readonly work: string;
  readonly reference: string;
  readonly ours: () => Promise<number>;
  readonly bare: () => Promise<number>;
  readonly figure: 'ratio' | 'overhead, ms';
  readonly goal: number;
}

/** Both by turns after one of each to warm up; the figure is that of each pair. */
export async function compare(rounds: number, comparison: Comparison): Promise<ReadResult> {
  const { work, reference, ours, bare, figure, goal } = comparison;
  await ours();
  await bare();
  const pairs = await alternate(rounds, ours, bare);
  const value = pairs.ours.map((ms, i) => {
    const other = pairs.reference[i] ?? Number.NaN;
    return figure === 'ratio' ? ms / other : ms - other;
  });
  return {
    ...{ work, reference, figure, goal },
    oursMs: spreadOf(pairs.ours),
    referenceMs: spreadOf(pairs.reference),
    value: spreadOf(value),
  };
}

/** Alone against a budget in milliseconds. */
export function budget(work: string, samples: readonly number[], goal: number): ReadResult {
  const spread = spreadOf(samples);
  return { work, reference: '', oursMs: spread, referenceMs: null, figure: 'ms', value: spread, goal };
}
