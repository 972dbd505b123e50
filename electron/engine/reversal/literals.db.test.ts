import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { textLiteral } from './sqlText.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});

describe('a literal', () => {
  it('is read back as the text it was made of, whatever standard_conforming_strings says', async () => {
    const text = fc
      .string({
        unit: fc.oneof(
          fc.constantFrom("'", '\\', '\n', '$', '\u202e', '\u2028'),
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
        ),
      })
      .map((value) => value.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(text, fc.boolean(), async (value, standard) => {
        await database.execute(`SET standard_conforming_strings = ${standard ? 'on' : 'off'}`);
        const [row] = await database.query(`SELECT ${textLiteral(value)}::text AS value`);
        expect(row?.['value']).toBe(value);
      }),
      { numRuns: 200 },
    );
  });
});
