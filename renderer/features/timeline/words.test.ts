import { describe, expect, it } from 'vitest';
import { countText } from './CountLine.tsx';
import { readWindow, typedHint } from './TimeWindow.tsx';

describe('countText', () => {
  const at = '2026-11-24T04:07:12.000001Z';

  it('says that counting stopped because there was one more', () => {
    expect(countText({ count: 10_000, capped: true, counted_at: at }, 'utc')).toBe(
      'at least 10,001 changes · counted at 04:07:12Z',
    );
  });

  it('says an exact number as that', () => {
    expect(countText({ count: 1, capped: false, counted_at: at }, 'utc')).toBe(
      '1 change · counted at 04:07:12Z',
    );
  });
});

describe('the window as typed', () => {
  it('holds the whole of a day given as its end', () => {
    expect(readWindow('2026-11-12', '2026-11-12', 'utc')).toEqual({
      from: '2026-11-12T00:00:00.000000Z',
      to: '2026-11-12T23:59:59.999999Z',
      problems: { from: null, to: null },
    });
  });

  it('shows which instant is meant, and a rule while there is none', () => {
    expect(typedHint('2026-11-12', 'utc', 'to')).toBe('Means 2026-11-12 23:59:59.999999Z.');
    expect(typedHint('2026-11-12 09:30', 'utc', 'to')).toBe('Means 2026-11-12 09:30:00.000000Z.');
    expect(typedHint('2026-11-12T', 'utc', 'to')).toBe('A day alone means its last microsecond.');
    expect(typedHint('', 'utc', 'from')).toBe('Without an offset a time is read in UTC.');
  });
});
