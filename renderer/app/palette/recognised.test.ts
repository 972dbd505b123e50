import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recognised } from './recognised.ts';

const said = (text: string): readonly string[] =>
  recognised(text).map((part) => {
    const name = part.kind === 'facet' ? part.key : part.kind === 'pair' ? part.name : part.kind;
    return `${name} ${part.value}`;
  });

describe('what is recognised in a pasted text', () => {
  it('are the fields of a line of a log, what says most first', () => {
    expect(
      said(
        '2026-11-05 03:07:02,118 INFO [shop] refund approved correlation_id=web-c110b4 txid=40211 user_id=9001 ip=203.0.113.77',
      ),
    ).toEqual([
      'correlation_id web-c110b4',
      'txid 40211',
      'time 2026-11-05 03:07:02.118',
      'user_id 9001',
      'ip 203.0.113.77',
    ]);
  });

  it('are those of JSON, of headers and of a web server', () => {
    expect(
      said(
        '{"correlationless":1,"correlation_id":"web-c110b4","actor_ref":{"type":"admin","id":"17"},"request-id":"r-1"}',
      ),
    ).toEqual(['correlation_id web-c110b4', 'actor admin:17', 'request_id r-1', 'correlationless 1']);
    expect(said('X-Correlation-Id: web-c110b4, X-Request-Id: abc9')).toEqual([
      'correlation_id web-c110b4',
      'request_id abc9',
    ]);
    expect(said('203.0.113.77 - - [05/Nov/2026:03:07:02 +0000] "POST /admin/keys HTTP/1.1" 201')).toEqual([
      'ip 203.0.113.77',
      'time 05 Nov 2026 03:07:02+0000',
    ]);
  });

  it('are ids, actors and addresses in prose', () => {
    const uuid = '5f2c81d0-1111-4222-8333-444455556666';
    expect(said(`Why did admin:17 do ${uuid}, mailed to ada@shop.example?`)).toEqual([
      'actor admin:17',
      `uuid ${uuid}`,
      'email ada@shop.example',
    ]);
    expect(said('the job: failed, table: none')).toEqual([]);
    expect(said('the customer says that nothing works')).toEqual([]);
  });

  it('is never an error, never much, and takes no time', { timeout: 30_000 }, () => {
    const bits = fc.constantFrom(
      'user:',
      'id=',
      '"type"',
      '{',
      '}',
      ':',
      '2026-11-05',
      '203.0',
      '.',
      '-',
      'a@b',
      ' ',
      '\n',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(bits).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const parts = recognised(text);
        expect(parts.length).toBeLessThanOrEqual(8);
        for (const { value } of parts) {
          expect(value).not.toBe('');
          expect(value.length).toBeLessThanOrEqual(512);
        }
      }),
      { numRuns: 200 },
    );
    for (const bit of ['a', '1.', '-', '{"id"', 'user:', 'a=', '::', '1:', 'a@a.', ' ', '"a" ', '2026-']) {
      const started = performance.now();
      recognised(bit.repeat(20_000));
      expect(performance.now() - started, bit).toBeLessThan(2_000);
    }
  });

  it('finds what a line holds, wherever it stands', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 8 }).map((list) => list.join(' '));
    fc.assert(
      fc.property(
        words,
        words,
        fc.uuid(),
        fc.stringMatching(/^web-[0-9a-f]{6}$/),
        (before, after, uuid, correlation) => {
          const parts = recognised(`${before} ${uuid} correlation_id=${correlation} ${after}`);
          expect(parts).toContainEqual({ kind: 'uuid', value: uuid });
          expect(parts[0]).toEqual({ kind: 'facet', key: 'correlation_id', value: correlation });
        },
      ),
    );
  });
});
