import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromEpochMicros, isCanonicalInstant, parseInstant, toEpochMicros } from './instant.ts';

const FIRST = -62_135_596_800_000_000n; // 0001-01-01T00:00:00Z
const LAST = 253_402_300_799_999_999n; // 9999-12-31T23:59:59.999999Z
const micros = fc.bigInt({ min: FIRST, max: LAST });

describe('instants', () => {
  // CONTRACT §12, trap 7.
  it('go to microseconds and back without loss', () => {
    fc.assert(
      fc.property(micros, (us) => {
        const text = fromEpochMicros(us);
        expect(isCanonicalInstant(text)).toBe(true);
        expect(toEpochMicros(text)).toBe(us);
        expect(parseInstant(text)).toBe(text);
      }),
    );
  });

  it('agree with the platform on whole milliseconds', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date(-62_135_596_800_000),
          max: new Date(253_402_300_799_999),
          noInvalidDate: true,
        }),
        (date) => {
          const iso = date.toISOString().replace('Z', '000Z');
          expect(fromEpochMicros(BigInt(date.getTime()) * 1000n)).toBe(iso);
          expect(toEpochMicros(iso)).toBe(BigInt(date.getTime()) * 1000n);
        },
      ),
    );
  });

  it('sort as text in the order of time', () => {
    fc.assert(
      fc.property(micros, micros, (a, b) => {
        expect(fromEpochMicros(a) < fromEpochMicros(b)).toBe(a < b);
      }),
    );
  });

  it('read any offset and precision as the same moment', () => {
    const inner = fc.bigInt({ min: FIRST + 86_400_000_000n, max: LAST - 86_400_000_000n });
    fc.assert(
      fc.property(inner, fc.integer({ min: -15 * 60, max: 15 * 60 }), (us, minutes) => {
        const local = fromEpochMicros(us + BigInt(minutes) * 60_000_000n).slice(0, -1);
        const size = Math.abs(minutes);
        const two = (n: number): string => String(n).padStart(2, '0');
        const zone = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
        expect(parseInstant(`${local}${zone}`)).toBe(fromEpochMicros(us));
        expect(parseInstant(` ${local.replace('T', ' ')}${zone.replace(':', '')} `)).toBe(
          fromEpochMicros(us),
        );
      }),
    );
  });

  it.each([
    ['2026-05-21T12:32Z', '2026-05-21T12:32:00.000000Z'],
    ['2026-05-21T12:32:49.1Z', '2026-05-21T12:32:49.100000Z'],
    ['2026-05-21T12:32:49,047245000z', '2026-05-21T12:32:49.047245Z'],
    ['2026-05-21t14:32:49+02', '2026-05-21T12:32:49.000000Z'],
    ['2024-02-29T00:00:00-00:00', '2024-02-29T00:00:00.000000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000000Z'],
  ])('reads %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  it.each([
    ['2026-05-21T12:32:49', 'not ISO-8601 with an offset'],
    ['2026-05-21', 'not ISO-8601 with an offset'],
    ['', 'not ISO-8601 with an offset'],
    ['yesterday', 'not ISO-8601 with an offset'],
    ['2026-05-21T12:32:49.0472451Z', 'more than six fraction digits'],
    ['2026-02-29T00:00:00Z', 'that day does not exist'],
    ['2100-02-29T00:00:00Z', 'that day does not exist'],
    ['2026-13-01T00:00:00Z', 'that day does not exist'],
    ['2026-04-31T00:00:00Z', 'that day does not exist'],
    ['2026-05-21T24:00:00Z', 'that time of day does not exist'],
    ['2026-05-21T23:60:00Z', 'that time of day does not exist'],
    ['2026-05-21T23:59:60Z', 'that time of day does not exist'],
    ['2026-05-21T12:00:00+16:00', 'that offset does not exist'],
    ['2026-05-21T12:00:00+01:60', 'that offset does not exist'],
    ['0000-06-01T00:00:00Z', 'outside the years 0001 to 9999'],
    ['0001-01-01T00:00:00+01:00', 'outside the years 0001 to 9999'],
    ['9999-12-31T23:59:59-01:00', 'outside the years 0001 to 9999'],
  ])('refuses %s', (text, why) => {
    expect(() => parseInstant(text, 'from')).toThrow(why);
    expect(() => parseInstant(text, 'from')).toThrow(
      expect.objectContaining({ code: 'invalid_instant' }) as Error,
    );
    expect(() => parseInstant(text, 'from')).toThrow(/^from /);
  });

  it.each(['infinity', '2026-05-21T12:32:49Z', '10000-01-01 00:00:00+00'])(
    'does not calculate with %s',
    (text) => {
      expect(() => toEpochMicros(text)).toThrow('not a canonical instant');
    },
  );
});
