import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CopyDataReader } from './copyDataReader.ts';

interface Message {
  readonly type: string;
  readonly body: Uint8Array;
}

function encoded({ type, body }: Message): Buffer {
  const header = Buffer.alloc(5);
  header.write(type, 'latin1');
  header.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}

/** Cuts `bytes` at the given places, which wrap around its length. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...sorted].map((from, i) => bytes.subarray(from, sorted[i] ?? bytes.length));
}

function collect(chunks: readonly Buffer[], handBackAfter = Number.POSITIVE_INFINITY) {
  const rows: Buffer[] = [];
  const others: Buffer[] = [];
  const sizes: number[] = [];
  let parts: Buffer[] = [];
  const reader = new CopyDataReader({
    begin: (size) => void sizes.push(size),
    append: (bytes, from, to) => void parts.push(Buffer.from(bytes.subarray(from, to))),
    end: () => {
      rows.push(Buffer.concat(parts));
      parts = [];
      if (rows.length === handBackAfter) reader.handBack();
    },
    other: (bytes) => void others.push(Buffer.from(bytes)),
  });
  for (const chunk of chunks) reader.read(chunk);
  return { rows, sizes, other: Buffer.concat(others) };
}

const message = fc.record({
  type: fc.constantFrom('d', 'd', 'd', 'H', 'N', 'S', 'c', 'C', 'Z', 'E'),
  body: fc.uint8Array({ maxLength: 40 }),
});
const messages = fc.array(message, { maxLength: 20 });
const places = fc.array(fc.nat(2000), { maxLength: 30 });

describe('a reader of CopyData messages', () => {
  it('gives every row whole and everything else byte for byte, wherever the stream is cut', () => {
    fc.assert(
      fc.property(messages, places, (sent, cuts) => {
        const { rows, sizes, other } = collect(cut(Buffer.concat(sent.map(encoded)), cuts));
        const isRow = ({ type }: Message): boolean => type === 'd';
        const expected = sent.filter(isRow).map(({ body }) => Buffer.from(body));
        expect(rows).toEqual(expected);
        expect(sizes).toEqual(expected.map(({ length }) => length));
        expect(other).toEqual(Buffer.concat(sent.filter((m) => !isRow(m)).map(encoded)));
      }),
    );
  });

  it('passes on the rest untouched once handed back', () => {
    fc.assert(
      fc.property(messages, places, (sent, cuts) => {
        const first = { type: 'd', body: Buffer.from('first') };
        const rest = Buffer.concat(sent.map(encoded));
        const { rows, other } = collect(cut(Buffer.concat([encoded(first), rest]), cuts), 1);
        expect(rows).toEqual([first.body]);
        expect(other).toEqual(rest);
      }),
    );
  });

  it.each([
    ['no message type', Buffer.from([0x00, 0, 0, 0, 9, 1, 2])],
    ['a length that cannot be', Buffer.from([0x64, 0, 0, 0, 3, 1, 2])],
  ])('leaves a stream to the driver that begins with %s', (_what, bytes) => {
    const followed = Buffer.concat([bytes, encoded({ type: 'd', body: Buffer.from('row') })]);
    for (const cuts of [[], [1], [3, 6]]) {
      expect(collect(cut(followed, cuts))).toEqual({ rows: [], sizes: [], other: followed });
    }
  });
});
