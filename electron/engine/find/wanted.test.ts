import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wantedOf } from './wanted.ts';

const UUID = '0001135b-30cc-4d26-b327-784ef54be5a2';

describe('a pasted text', () => {
  it.each([UUID, UUID.toUpperCase(), `{${UUID}}`, UUID.replaceAll('-', ''), ` ${UUID}\n`])(
    'is the same uuid as %j',
    (text) => {
      expect(wantedOf(text)).toMatchObject({ text: text.trim(), uuid: UUID, txid: null, number: null });
      expect(wantedOf(text).texts).toEqual([...new Set([text.trim(), UUID])]);
      expect(new Set(wantedOf(text).spellings)).toEqual(
        new Set([UUID, `{${UUID}}`, UUID.replaceAll('-', '')].flatMap((one) => [one, one.toUpperCase()])),
      );
    },
  );

  it.each([
    ['4711', '4711', '4711'],
    ['0042', '42', null],
    ['9223372036854775808', null, '9223372036854775808'],
    ['-1.50', null, '-1.50'],
    ['1e3', null, '1e3'],
    ['4711a', null, null],
  ])('%j may be txid %j and number %j', (text, txid, number) => {
    expect(wantedOf(text)).toMatchObject({ text, txid, number });
  });

  it('is an actor by name, as JSON, or an id of any type', () => {
    expect(wantedOf('user:a:b').actors).toEqual([{ type: 'user', id: 'a:b' }]);
    expect(wantedOf('anonymous').actors).toEqual([{ type: 'anonymous' }]);
    expect(wantedOf('{"id":"7","type":"job"}').actors).toEqual([{ type: 'job', id: '7' }]);
    expect(wantedOf('user:').actors).toContainEqual({ type: 'system', id: 'user:' });
    expect(wantedOf('2088').actors.map(({ type }) => type)).toEqual([
      'user',
      'admin',
      'service_account',
      'job',
      'system',
    ]);
  });

  it.each(['', ' \t', 'x'.repeat(1001), 'a\0b'])('is refused when nothing can be looked for: %j', (text) => {
    expect(() => wantedOf(text)).toThrow(expect.objectContaining({ code: 'invalid_request' }) as Error);
  });

  it('never fails but by refusal, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        try {
          wantedOf(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_request' });
        }
      }),
    );
  });
});
