import { describe, expect, it } from 'vitest';
import { RunningCalls } from './calls.ts';

describe('RunningCalls', () => {
  it('cancels the request that is meant, in the window that asks', () => {
    const calls = new RunningCalls();
    const [a, b, other] = [calls.begin(1, 'a'), calls.begin(1, 'b'), calls.begin(2, 'a')];
    calls.cancel(1, 'a');
    expect([a, b, other].map((c) => c?.signal.aborted)).toEqual([true, false, false]);
    calls.cancel(1, 'unknown');
  });

  it('refuses an id in use and gives it back when its request ends', () => {
    const calls = new RunningCalls();
    const first = calls.begin(1, 'a');
    expect(calls.begin(1, 'a')).toBeNull();
    if (first !== null) calls.end(1, 'a', first);
    expect(calls.begin(1, 'a')).not.toBeNull();
  });

  it('cancels all of a window that went away; its successor may use the same ids', () => {
    const calls = new RunningCalls();
    const [old, other] = [calls.begin(1, 'a'), calls.begin(11, 'a')];
    calls.cancelWindow(1);
    expect([old?.signal.aborted, other?.signal.aborted]).toEqual([true, false]);
    const next = calls.begin(1, 'a');
    // The old one ends late and must not take the new one's place.
    if (old !== null) calls.end(1, 'a', old);
    calls.cancel(1, 'a');
    expect(next?.signal.aborted).toBe(true);
  });
});
