import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSession } from '../db/open.ts';
import type { Session } from '../db/session.ts';
import { createTestDatabase } from '../testing/database.ts';
import { boundValues, settingValues, type Bind } from './boundValues.ts';

let session: Session;
beforeAll(async () => {
  const database = await createTestDatabase();
  session = await openSession(database.endpoint, database.password);
});
afterAll(() => session.close());

/** Everything PostgreSQL can hold in a text but the empty one: no NUL, no half of a surrogate pair. */
const character = fc.oneof(
  fc.constantFrom(
    "'",
    '"',
    '\\',
    '$',
    '$1',
    '%',
    '%L',
    '_',
    '\n',
    '\r',
    '\t',
    ' ',
    '\u0085',
    '\ufeff',
    '\u202e',
    '\\.',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }).map((text) => text.replaceAll('\0', 'x')),
);
const value = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.array(character, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(character, fc.integer({ min: 500, max: 20_000 })).map(([c, n]) => c.repeat(n)),
  },
);

/** The hex of each value's UTF-8 as the server got it: what COPY's own escaping cannot disguise. */
const hexOf = (values: readonly string[], bind: Bind): string =>
  `SELECT ${values.map((one, i) => `encode(convert_to(${bind(one)}, 'UTF8'), 'hex') AS v${i}`).join(', ')}`;

describe('values of COPY', () => {
  it('reach the server as parameters do, whatever text they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 5 }), async (values) => {
        const bound = boundValues();
        const settings = settingValues();
        const text = hexOf(values, bound.bind);
        const copy = `COPY (${hexOf(values, settings.bind)}) TO STDOUT`;
        const [asParameters, asSettings] = await session.read({}, async (tx) => {
          const [row = {}] = await tx.rows({ text, values: bound.values });
          const chunks: Buffer[] = [];
          for await (const { bytes } of await tx.copyOut({ text: copy, settings: settings.settings }))
            chunks.push(Buffer.from(bytes));
          return [Object.values(row), Buffer.concat(chunks).toString().trimEnd().split('\t')];
        });
        expect(asSettings).toEqual(asParameters);
        expect(asParameters).toEqual(values.map((one) => Buffer.from(one, 'utf8').toString('hex')));
      }),
      { numRuns: 150 },
    );
  });
});
