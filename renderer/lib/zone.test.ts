import { describe, expect, it, vi } from 'vitest';
import { InvestigatorError } from '@shared/domain/errors.ts';

vi.stubEnv('TZ', 'Europe/Berlin');
const { ago, describeDay, formatInstant, formatShort, instantParts, readInstant } = await import('./zone.ts');

const AT = '2026-11-18T14:21:07.550214Z';

describe('showing instants', () => {
  it('keeps every microsecond and names the zone', () => {
    expect(formatInstant(AT, 'utc')).toBe('2026-11-18 14:21:07.550214Z');
    expect(formatInstant(AT, 'local')).toBe('2026-11-18 15:21:07.550214+01:00');
    expect(instantParts('2026-07-01T23:30:00.000001Z', 'local')).toMatchObject({
      date: '2026-07-02',
      time: '01:30:00',
      micros: '000001',
      zone: '+02:00',
    });
  });

  it('shows what PostgreSQL alone can express as it is', () => {
    expect(formatInstant('infinity', 'local')).toBe('infinity');
    expect(instantParts('0044-03-15 12:00:00 BC', 'utc')).toBeNull();
  });

  it('adds short and relative readings only beside the exact one', () => {
    expect(formatShort(AT, 'utc')).toBe('18 Nov 14:21');
    expect(ago(AT, '2026-11-24T03:22:00.000000Z')).toBe('5 d 13 h ago');
    expect(ago(AT, '2026-11-18T14:21:50.550214Z')).toBe('43 s ago');
  });

  it('names days in words', () => {
    expect(describeDay('2026-11-18', '2026-11-24')).toEqual({
      name: 'Wednesday 18 November',
      year: '2026',
      ago: 'D−6',
    });
    expect(describeDay('2026-11-24', '2026-11-24').ago).toBe('today');
  });
});

describe('reading instants', () => {
  it('takes an offset as written, and a time without one in the zone on screen', () => {
    expect(readInstant('2026-11-12T00:00:00+05:30', 'utc', 'from')).toBe('2026-11-11T18:30:00.000000Z');
    expect(readInstant('2026-11-12', 'utc', 'from')).toBe('2026-11-12T00:00:00.000000Z');
    expect(readInstant('2026-11-12 09:30', 'local', 'from')).toBe('2026-11-12T08:30:00.000000Z');
    expect(readInstant('2026-11-18 14:21:07.550214Z', 'local', 'from')).toBe(AT);
  });

  it('takes a day alone as its first microsecond, and as its last where it ends a window', () => {
    expect(readInstant('2026-11-12', 'utc', 'to')).toBe('2026-11-12T23:59:59.999999Z');
    expect(readInstant('2026-11-12', 'local', 'from')).toBe('2026-11-11T23:00:00.000000Z');
    expect(readInstant('2026-11-12', 'local', 'to')).toBe('2026-11-12T22:59:59.999999Z');
    expect(readInstant('2026-11-12 09:30', 'utc', 'to')).toBe('2026-11-12T09:30:00.000000Z');
  });

  it('refuses a local time that happened twice, or never', () => {
    expect(() => readInstant('2026-10-25 02:30', 'local', 'from')).toThrow('happened twice in Europe/Berlin');
    expect(() => readInstant('2026-03-29 02:30', 'local', 'from')).toThrow('never happened');
    expect(readInstant('2026-10-25 02:30', 'utc', 'from')).toBe('2026-10-25T02:30:00.000000Z');
  });

  it('names the forms it takes, each of which it does take', () => {
    const refusal = (text: string): InvestigatorError => {
      try {
        readInstant(text, 'utc', 'from');
      } catch (error) {
        if (error instanceof InvestigatorError) return error;
      }
      throw new Error(`${text} was taken`);
    };
    const { hint } = refusal('5/21/2026');
    for (const form of ['2026-05-21', '2026-05-21 14:32', '2026-05-21T14:32:49Z']) {
      expect(hint).toContain(form);
      expect(readInstant(form, 'utc', 'from')).toMatch(/^2026-05-21T/);
    }
    expect(readInstant('2026-05-21 14:32:49.047245', 'utc', 'from')).toBe('2026-05-21T14:32:49.047245Z');
    expect(refusal('2026-02-30').hint).toBe(hint);
  });

  it('refuses what is no time', () => {
    expect(() => readInstant('yesterday', 'utc', 'from')).toThrow('not a day or time');
    expect(() => readInstant('2026-02-30', 'local', 'to')).toThrow(
      'to "2026-02-30" cannot be used: that day does not exist',
    );
  });
});
