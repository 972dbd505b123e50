import { describe, expect, test } from 'vitest';
import { calendarOf, instantOf } from './calendar.ts';
import { readCsv } from './csv.ts';
import { Queue } from './queue.ts';
import { randomFor } from './random.ts';
import { call, json, jsonText, literal } from './sql.ts';

describe('randomFor', () => {
  test('repeats itself for one label and differs for another', () => {
    const draw = (label: string): number[] => {
      const random = randomFor(label);
      return Array.from({ length: 20 }, () => random.whole(0, 1_000_000));
    };
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
    expect(new Set(draw('a')).size).toBeGreaterThan(18);
  });

  test('keeps its bounds and its mean', () => {
    const random = randomFor('mean');
    const dice = Array.from({ length: 6000 }, () => random.whole(1, 6));
    expect(Math.min(...dice)).toBe(1);
    expect(Math.max(...dice)).toBe(6);
    const counts = Array.from({ length: 2000 }, () => random.poisson(30));
    expect(counts.reduce((sum, count) => sum + count, 0) / 2000).toBeCloseTo(30, 0);
    expect(() => random.pick([])).toThrow(RangeError);
    expect(random.hex(13)).toMatch(/^[0-9a-f]{13}$/);
  });
});

describe('calendarOf', () => {
  const calendar = calendarOf(Date.parse('2028-03-01T09:00:00Z') * 1000);

  test('counts days over a leap day and keeps microseconds', () => {
    expect(instantOf(calendar.at(-1, '03:07:02.118204'))).toBe('2028-02-29T03:07:02.118204Z');
    expect(instantOf(calendar.at(-20, '09:12'))).toBe('2028-02-10T09:12:00.000000Z');
    expect(calendar.dayOf(calendar.at(-19, '23:59:59.999999'))).toBe(-19);
  });

  test('knows weekdays and months', () => {
    expect(calendar.weekday(0)).toBe(3);
    expect(calendar.weekday(-3)).toBe(0);
    expect(calendar.month(-1)).toBe(202_802);
    expect(calendar.month(0)).toBe(202_803);
  });

  test('refuses what is no time of day', () => {
    expect(() => calendar.at(0, '3:07')).toThrow(RangeError);
  });
});

describe('Queue', () => {
  test('gives the soonest first, and ties in the order they came', () => {
    const queue = new Queue<string>();
    const random = randomFor('queue');
    const times = Array.from({ length: 500 }, () => random.whole(0, 60));
    times.forEach((at, index) =>
      queue.add(at, `${String(at).padStart(2, '0')}/${String(index).padStart(3, '0')}`),
    );
    const taken: string[] = [];
    for (let next = queue.take(); next !== null; next = queue.take()) taken.push(next.item);
    expect(taken).toHaveLength(500);
    expect(taken).toEqual([...taken].sort());
  });
});

describe('literals', () => {
  test('quote quotes and backslashes, and keep digits', () => {
    expect(literal("d'Aubigné")).toBe("'d''Aubigné'");
    expect(literal('a\\b')).toBe("E'a\\\\b'");
    expect(literal(null)).toBe('NULL');
    expect(
      jsonText({ id: { number: '9007199254740993' }, price: { number: '12.3400' }, list: [null, true, '"'] }),
    ).toBe('{"id":9007199254740993,"price":12.3400,"list":[null,true,"\\""]}');
    expect(call('order_note', 7, '', json({}))).toBe(`EXECUTE order_note(7,'','{}')`);
  });
});

describe('readCsv', () => {
  test('reads quoted commas and quotes, and says which line is wrong', () => {
    expect(readCsv('a,b\n1,"x, ""y"""\n2,\n', ['a', 'b'])).toEqual([
      { a: '1', b: 'x, "y"' },
      { a: '2', b: '' },
    ]);
    expect(() => readCsv('a,b\n1,2,3', ['a', 'b'])).toThrow('line 2 has 3 fields');
    expect(() => readCsv('a,c\n', ['a', 'b'])).toThrow('should begin with a,b');
  });
});
