import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import type { Connection } from 'pg';
import { expect, it } from 'vitest';
import { CopyOut } from './copyOut.ts';

/** The driver's side of a connection, as far as COPY touches it. */
class Wire extends EventEmitter {
  paused = false;
  pause(): void {
    this.paused = true;
  }
  resume(): void {
    this.paused = false;
  }
}

function copyData(row: string): Buffer {
  const body = Buffer.from(`${row}\n`);
  const header = Buffer.from('d....');
  header.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([header, body]);
}

function begin(): { readonly copy: CopyOut; readonly wire: Wire; readonly driver: Buffer[] } {
  const wire = new Wire();
  const driver: Buffer[] = [];
  wire.on('data', (bytes: Buffer) => driver.push(bytes));
  const copy = new CopyOut('COPY', '\r\n');
  copy.submit({ stream: wire, query: () => undefined } as unknown as Connection);
  return { copy, wire, driver };
}

/** The next batch as text, of its own memory: the batch is valid only until the next is asked for. */
async function take(copy: CopyOut): Promise<{ readonly text: string; readonly rows: number } | null> {
  const batch = await copy.next();
  return batch === null ? null : { text: Buffer.from(batch.bytes).toString(), rows: batch.rows };
}

it('batches hold whole rows only, however the stream is cut and whenever the consumer asks', async () => {
  const size = fc.oneof({ weight: 9, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.nat(400_000) });
  const step = fc.record({ bytes: fc.integer({ min: 1, max: 90_000 }), takes: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(size, { maxLength: 30 }),
      fc.array(step, { minLength: 1 }),
      async (sizes, steps) => {
        const { copy, wire, driver } = begin();
        const rows = sizes.map((length, index) => `${index}:${'x'.repeat(length)}`);
        const stream = Buffer.concat(rows.map(copyData));
        const batches: { text: string; rows: number }[] = [];
        let taking: Promise<void> | null = null;
        const keep = async (): Promise<void> => {
          const batch = await take(copy);
          if (batch !== null) batches.push(batch);
          taking = null;
        };
        for (let [at, turn] = [0, 0]; at < stream.length; turn += 1) {
          const { bytes, takes } = steps[turn % steps.length] ?? { bytes: 1000, takes: true };
          const read = Buffer.from(stream.subarray(at, at + bytes));
          wire.emit('data', read);
          // As the next read into a lent buffer does.
          read.fill(0);
          at += bytes;
          if (takes) taking ??= keep();
          await new Promise(setImmediate);
        }
        copy.handleCommandComplete();
        await (taking ?? Promise.resolve());
        for (let batch = await take(copy); batch !== null; batch = await take(copy)) batches.push(batch);
        expect(batches.map(({ text }) => text).join('')).toBe(rows.map((row) => `${row}\r\n`).join(''));
        for (const { text, rows: count } of batches) expect(text.split('\r\n').length - 1).toBe(count);
        expect(batches.every(({ text }) => text.endsWith('\r\n'))).toBe(true);
        expect(driver).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

it('gives the stream back to the driver at the end, in order and with nothing lost', () => {
  const { copy, wire, driver } = begin();
  wire.emit('data', copyData('row'));
  const complete = Buffer.from('C\0\0\0\x0bCOPY 1\0', 'latin1');
  wire.emit('data', complete);
  copy.handleReadyForQuery();
  wire.emit('data', copyData('of a later statement'));
  expect(Buffer.concat(driver)).toEqual(Buffer.concat([complete, copyData('of a later statement')]));
  expect(wire.listenerCount('data')).toBe(1);
});
