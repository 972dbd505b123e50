import { describe, expect, it } from 'vitest';
import type { IntegrityProgress } from '@shared/domain/integrity.ts';
import { rateOf, secondsLeft, stepsOf, type Heard } from './steps.ts';

const say = (
  at: number,
  check: IntegrityProgress['check'],
  fraction: number,
  rows: number | null = null,
): Heard => ({ at, progress: { check, step: `${check} at ${fraction}`, fraction, rows } });

const heard = [
  say(0, 'clock', 0),
  say(500, 'clock', 0.1, 60_000),
  say(2_000, 'capture', 0.2),
  say(2_100, 'chain', 0.2, 60_000),
  say(4_100, 'live', 0.6, 0),
  say(5_100, 'live', 0.7, 12_000),
];

describe('the steps of a running check', () => {
  it('are over, running or waiting, each with what it read and how long', () => {
    const steps = stepsOf(heard, 6_100);
    expect(steps.map(({ check, state, seconds, rows }) => [check, state, seconds, rows])).toEqual([
      ['clock', 'over', 2, 60_000],
      ['capture', 'over', 0.1, null],
      ['chain', 'over', 2, 60_000],
      ['live', 'running', 2, 12_000],
      ['around', 'waiting', null, null],
    ]);
    expect(steps.map(rateOf)).toEqual([30_000, null, 30_000, 6_000, null]);
    expect(steps.find(({ check }) => check === 'live')?.text).toBe('live at 0.7');
  });

  it('have no rate before what they name is read', () => {
    const chain = stepsOf(heard.slice(0, 4), 2_200).find(({ check }) => check === 'chain');
    expect(chain).toMatchObject({ state: 'running', rows: 60_000 });
    expect(chain === undefined ? 0 : rateOf(chain)).toBeNull();
  });

  it('are all over when it said so', () => {
    const all = [...heard, say(7_000, 'around', 0.9), say(7_200, 'around', 1)];
    expect(stepsOf(all, 99_000).every(({ state }) => state === 'over')).toBe(true);
  });

  it('wait before anything was heard', () => {
    expect(new Set(stepsOf([], 5).map(({ state }) => state))).toEqual(new Set(['waiting']));
  });
});

describe('the time left', () => {
  it('is an estimate from the part that is done, and none too early', () => {
    expect(secondsLeft(heard.slice(0, 2), 600)).toBeNull();
    expect(secondsLeft(heard.slice(0, 3), 2_000)).toBeCloseTo(8);
    expect(secondsLeft(heard.slice(0, 3), 20_000)).toBe(0);
  });
});
