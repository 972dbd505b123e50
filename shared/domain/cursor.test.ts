import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromEpochMicros } from './instant.ts';

const at = fc.oneof(
  fc.bigInt({ min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n }).map(fromEpochMicros),
  fc.constantFrom(
    'infinity',
    '-infinity',
    '0044-03-15 12:00:00+00 BC',
    '0044-03-15 12:00:00.5+00 BC',
    '10000-01-01 00:00:00+00',
    '294276-12-31 23:59:59.999999+00',
  ),
);

describe('cursors', () => {
  it('mean the same place after a journey as text that fits into a URL', () => {
    fc.assert(
      fc.property(at, fc.uuid(), (instant, id) => {
        const text = encodeCursor({ at: instant, id });
        expect(text).toMatch(/^[\w-]{1,200}$/);
        expect(decodeCursor(text)).toEqual({ at: instant, id });
      }),
    );
  });

  // CONTRACT §12, trap 9: an id in upper case is none of ours.
  it('are refused in one way, whatever is wrong with them', () => {
    const wrong = (text: string): string =>
      btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    const id = '0001135b-30cc-4d26-b327-784ef54be5a2';
    for (const text of [
      '',
      '!',
      'a'.repeat(300),
      'abc',
      wrong('nonsense'),
      wrong(`2|2026-05-21T12:32:49.047245Z|${id}`),
      wrong(`1|2026-05-21|${id}`),
      wrong(`1|2026-05-21T12:32:49.047245Z|${id.toUpperCase()}`),
      wrong(`1|2026-05-21T12:32:49.047245Z|${id}|more`),
      wrong(`1|now()|${id}`),
    ])
      expect(() => decodeCursor(text), text).toThrow(
        expect.objectContaining({ code: 'invalid_cursor' }) as Error,
      );
  });

  it('survive any text thrown at them', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 220 }), (text) => {
        try {
          decodeCursor(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_cursor' });
        }
      }),
    );
  });
});
