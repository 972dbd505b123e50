import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { toEpochMicros } from '@shared/domain/instant.ts';
import type { Capability } from '@shared/domain/capability.ts';

vi.stubEnv('TZ', 'Europe/Berlin');
const { heldOf, readTime } = await import('./times.ts');
const { spokenTime } = await import('./spokenTime.ts');

const HELD = { oldest: '2026-11-03T04:08:00.000000Z', newest: '2026-11-24T19:07:20.000000Z' };
const moments = (text: string): readonly string[] | undefined => readTime(text, 'utc', HELD)?.moments;

describe('a time of day alone', () => {
  it('is meant on every day held, the newest first', () => {
    const reading = readTime('03:07', 'utc', HELD);
    expect(reading?.clock).toBe('03:07');
    expect(reading?.moments).toHaveLength(21);
    expect(reading?.moments.slice(0, 2)).toEqual([
      '2026-11-24T03:07:00.000000Z',
      '2026-11-23T03:07:00.000000Z',
    ]);
    // The trail begins at 04:08 of 3 November.
    expect(reading?.moments.at(-1)).toBe('2026-11-04T03:07:00.000000Z');
    expect(moments('23:59')?.[0]).toBe('2026-11-23T23:59:00.000000Z');
  });

  it('may have seconds, a half of the day or a zone of its own', () => {
    expect(moments('3:07:02')?.[0]).toBe('2026-11-24T03:07:02.000000Z');
    expect(moments('3:07 pm')?.[0]).toBe('2026-11-24T15:07:00.000000Z');
    expect(moments('at 12 am')?.[0]).toBeUndefined();
    expect(moments('12am')?.[0]).toBe('2026-11-24T00:00:00.000000Z');
    expect(moments('03:07 UTC')?.[0]).toBe('2026-11-24T03:07:00.000000Z');
    expect(readTime('03:07 UTC', 'local', HELD)?.moments[0]).toBe('2026-11-24T03:07:00.000000Z');
    expect(readTime('03:07', 'local', HELD)?.moments[0]).toBe('2026-11-24T02:07:00.000000Z');
    expect(moments('03:07+02:00')?.[0]).toBe('2026-11-24T01:07:00.000000Z');
  });

  it('that happened twice on a day is refused for that day', () => {
    const held = { oldest: '2026-10-23T00:00:00.000000Z', newest: '2026-10-26T12:00:00.000000Z' };
    const reading = readTime('02:30', 'local', held);
    expect(reading?.moments).toEqual([
      '2026-10-26T01:30:00.000000Z',
      '2026-10-24T00:30:00.000000Z',
      '2026-10-23T00:30:00.000000Z',
    ]);
    expect(reading?.refused).toContain('"2026-10-25 02:30" happened twice in Europe/Berlin. Write an offset');
  });
});

describe('a day in words', () => {
  it('is taken in any order, in the year it was last', () => {
    for (const text of [
      '5 Nov',
      '5 november',
      'November 5th',
      'Nov. 5, 2026',
      'Thu 5 Nov',
      'the 5th of November',
    ])
      expect(readTime(text, 'utc', HELD)?.days, text).toEqual(['2026-11-05']);
    expect(readTime('25 Dec', 'utc', HELD)?.days).toEqual(['2025-12-25']);
    expect(readTime('31 November', 'utc', HELD)).toMatchObject({
      days: [],
      refused: 'That day does not exist.',
    });
  });

  it('takes a time', () => {
    for (const text of [
      '5 nov 03:07',
      '03:07 5 November 2026',
      'Nov 5, 3:07 am',
      '2026-11-05 at 03:07',
      '5 Nov 2026 03:07Z',
    ])
      expect(moments(text), text).toEqual(['2026-11-05T03:07:00.000000Z']);
    expect(readTime('25 Oct 02:30', 'local', HELD)).toMatchObject({ moments: [] });
    expect(readTime('25 Oct 02:30', 'local', HELD)?.refused).toContain('happened twice');
    expect(readTime('31 Nov 03:07', 'utc', HELD)?.refused).toContain('that day does not exist');
  });

  it('may be a day of the week, the last of them held', () => {
    expect(readTime('Thursday', 'utc', HELD)?.days).toEqual(['2026-11-19', '2026-11-12', '2026-11-05']);
    expect(moments('thu 03:07')).toEqual([
      '2026-11-19T03:07:00.000000Z',
      '2026-11-12T03:07:00.000000Z',
      '2026-11-05T03:07:00.000000Z',
    ]);
  });
});

describe('what says nothing of time', () => {
  it('is left to others', () => {
    for (const text of [
      '',
      'mon',
      'sat',
      'may',
      'march',
      '5',
      '4711',
      '11',
      'order 4711',
      'Nov',
      '25:00',
      '3:7',
      '3 pm 4 am',
      '13 pm',
    ])
      expect(readTime(text, 'utc', HELD), text).toBeNull();
  });

  it('is never an error, and a time written is found again', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), WORDS), (text) => {
        const reading = readTime(text, 'local', HELD);
        expect((reading?.moments.length ?? 0) + (reading?.days.length ?? 0)).toBeLessThanOrEqual(36);
      }),
    );
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), fc.nat(59), (hour, minute, second) => {
        const clock = [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
        expect(spokenTime(clock)?.clock).toBe(clock);
        expect(moments(`5 Nov ${clock}`)).toEqual([`2026-11-05T${clock}.000000Z`]);
      }),
    );
  });
});

const WORDS = fc
  .array(
    fc.constantFrom(
      '5',
      '31',
      'feb',
      'nov',
      '2026',
      '0000',
      '03:07',
      '12am',
      'pm',
      'z',
      '-99:99',
      'today',
      'thu',
      'at',
      ',',
    ),
  )
  .map((words) => words.join(' '));

describe('the time that can be asked for', () => {
  const capability = (newest: string | null): Capability =>
    ({
      window: { oldest: HELD.oldest, newest },
      server: { now: '2026-11-24T19:00:00.000000Z' },
    }) as Capability;

  it('reaches until now where changes still come, else to the newest', () => {
    const now = '2026-11-24T19:30:00.000000Z';
    expect(heldOf(capability('2026-11-24T18:59:00.000000Z'), now)?.newest).toBe(now);
    expect(heldOf(capability('2026-05-24T18:59:00.000000Z'), now)?.newest).toBe(
      '2026-05-24T18:59:00.000000Z',
    );
    expect(heldOf(capability(null), now)).toBeNull();
    expect(heldOf(capability('infinity'), now)).toBeNull();
    expect(toEpochMicros(now)).toBeGreaterThan(0n);
  });
});
