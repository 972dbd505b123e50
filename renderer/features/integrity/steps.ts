import { checkNames, type IntegrityProgress } from '@shared/domain/integrity.ts';

type CheckName = IntegrityProgress['check'];

/** What a running check said, and when: milliseconds of the window's own clock. */
export interface Heard {
  readonly at: number;
  readonly progress: IntegrityProgress;
}

export interface Step {
  readonly check: CheckName;
  readonly state: 'waiting' | 'running' | 'over';
  /** What it does now; null while it does nothing. */
  readonly text: string | null;
  /** How long it took, or has been running; null before it began. */
  readonly seconds: number | null;
  /** Changes or live rows read; null where that is not counted. */
  readonly rows: number | null;
}

/** Pure: the checks in their order, each with how far it is at `now`. */
export function stepsOf(heard: readonly Heard[], now: number): readonly Step[] {
  return checkNames.map((check, at) => {
    const own = heard.filter(({ progress }) => progress.check === check);
    const first = own[0];
    const end = heard.find(
      ({ progress }) => checkNames.indexOf(progress.check) > at || progress.fraction === 1,
    );
    if (first === undefined)
      return { check, state: end === undefined ? 'waiting' : 'over', text: null, seconds: null, rows: null };
    return {
      check,
      state: end === undefined ? 'running' : 'over',
      text: end === undefined ? (own.at(-1)?.progress.step ?? null) : null,
      seconds: ((end?.at ?? now) - first.at) / 1000,
      rows: own.findLast(({ progress }) => progress.rows !== null)?.progress.rows ?? null,
    };
  });
}

/** Too little is known before this part is done. */
const SOME = 0.15;

/** Pure: an estimate from what is done of it; null while that says too little. */
export function secondsLeft(heard: readonly Heard[], now: number): number | null {
  const [first, last] = [heard[0], heard.at(-1)];
  if (first === undefined || last === undefined || last.progress.fraction < SOME) return null;
  const { fraction } = last.progress;
  const whole = (last.at - first.at) / fraction;
  return Math.max(0, whole - (now - first.at)) / 1000;
}

/**
 * Pure: rows a second. null where it cannot be told: while a check runs, only that of live rows counts as it reads;
 * the others name what they are going to read.
 */
export function rateOf({ check, state, rows, seconds }: Step): number | null {
  if (state === 'running' && check !== 'live') return null;
  return rows === null || seconds === null || seconds <= 0 ? null : Math.round(rows / seconds);
}
