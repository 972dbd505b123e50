import type { BaselineValue } from '@shared/domain/actorBaseline.ts';

type Facts = Pick<BaselineValue, 'elsewhere' | 'days' | 'later' | 'unit'>;

/**
 * A comparison in plain words: how often the actor did it outside the window, out of how many days. Says only what
 * was counted; "never" means in what is recorded and still here.
 */
export function baselineWording({ elsewhere, days, later, unit }: Facts, ofDays: number): string {
  if (ofDays === 0) return 'nothing else is recorded of this actor to compare with';
  if (elsewhere === 0) return `never before or since by this actor, on ${dayCount(ofDays)} recorded`;
  const where = `${elsewhere} ${elsewhere === 1 ? unit.slice(0, -1) : unit} on ${days} of ${dayCount(ofDays)}`;
  return later === elsewhere ? `never before by this actor; later: ${where}` : `elsewhere: ${where}`;
}

function dayCount(days: number): string {
  return `${days} other ${days === 1 ? 'day' : 'days'}`;
}
