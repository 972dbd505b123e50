import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { timelinePage } from '../timeline/page.ts';
import type { FindHit } from '@shared/domain/find.ts';
import { find } from './find.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const USUAL = '4bf92f35-77b3-4da6-a3ce-929d0e0e4736';
/** Each beside what a careless pattern would take for it. */
const ODD = [
  ...[
    '50%',
    '500',
    'a_b',
    'axb',
    'C:\\dir',
    'C:dir',
    'C:\\\\dir',
    'say "hi"',
    'say hi',
    'two\nlines',
    'two\\nlines',
  ],
  ...['tab\tand \u0001 bell', 'ünïcode 雪 🎈', 'x\u2028x', "it's", 'its'],
];
const literal = (text: string): string => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
let source: AuditSource;

beforeAll(async () => {
  const db = await createTestDatabase();
  await db.execute(`${auditTablesSql()}
    INSERT INTO audit_transactions (id, txid) VALUES ('${uuidOf(1)}', 1);
    INSERT INTO audit_actions (id, name, actor_ref, status, correlation_id)
    VALUES ('${uuidOf(2)}', 'a.b', '{"type":"system","id":"s"}', 'ok', '${TRACE}');
    INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, data_after, captured_at)
    SELECT '${uuidOf(1)}', 'public', 'orders', jsonb_build_object('id', n::text), 'insert', image, now()
      FROM (VALUES
        (1, '{"shipping": {"carrier": "Nordpost", "tracking": {"number": 9444324115596187756}}, "md5": "${TRACE}"}'::jsonb),
        (2, '{"shipping": {"carrier": "Nordpost"}, "lines": [{"sku": "k"}, {"sku": "k"}], "usual": "${USUAL}"}'),
        (3, '{"usual": "${USUAL.toUpperCase()}", "capitals": "${TRACE.toUpperCase()}"}'),
        (4, '{"braced": "{${USUAL.toUpperCase()}}"}'),
        (10, '{"a.b": "dotted"}'), (11, '{"a": {"b": "dotted"}}'), (12, '{"a": {"b.c": "dotted"}}'),
        (13, '{"a.b": {"c": "dotted"}}'), (14, '{"l": ["dotted"]}'), (15, '{"l[*]": "dotted"}'), (16, '{"": "dotted"}'),
        (20, '{"few": 12.5, "many": 12.5000, "negative": -12.5, "other": 112.51}')) v (n, image);
    INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, data_after)
    SELECT '${uuidOf(1)}', 'public', 'odd', jsonb_build_object('id', n::text), 'insert', jsonb_build_object('odd', v)
      FROM (VALUES ${ODD.map((text, n) => `(${n}, ${literal(text)})`).join(', ')}) o (n, v)`);
  source = await openAuditSource(db.endpoint, db.password);
});
afterAll(() => source.session.close());

const ask = async (text: string): Promise<readonly FindHit[]> => {
  const answer = await find(source, { text, deep: true });
  expect(answer.text).toBe(text);
  return answer.hits;
};

it('finds values at every depth, names their path, and opens them by what shows them', async () => {
  const row = { by: 'filters', filters: { table: ['public.orders'], pk: ['{"id": "1"}'] } };
  expect(await ask('9444324115596187756')).toMatchObject([
    { where: { column: 'shipping.tracking.number' }, count: 1, opens: row },
  ]);
  expect(await ask('9444324115596187757')).toEqual([]);
  expect(await ask('k')).toMatchObject([{ where: { column: 'lines[*].sku' }, count: 1 }]);
  expect(await ask('Nordpost')).toMatchObject([
    {
      where: { column: 'shipping.carrier', rows: 2 },
      count: 2,
      opens: { by: 'change', transaction_id: uuidOf(1) },
    },
  ]);
});

it.each([TRACE, USUAL, TRACE.toUpperCase(), USUAL.toUpperCase(), `{${USUAL}}`])(
  'finds %s however a host wrote the uuid, and says how it was looked for',
  async (text) => {
    const answer = await find(source, { text, deep: true });
    expect(answer.spellings).toEqual(
      expect.arrayContaining([text, TRACE, TRACE.toUpperCase(), USUAL, USUAL.toUpperCase(), `{${USUAL}}`]),
    );
    const values = answer.hits.filter(({ kind }) => kind === 'recorded_value');
    const found = values.map(({ where: { column }, count }) => [column, count]);
    expect(found.toSorted()).toEqual([
      ['braced', 1],
      ['capitals', 1],
      ['md5', 1],
      ['usual', 2],
    ]);
    // Ids are compared as typed and in the usual form only.
    expect(answer.hits.some(({ kind }) => kind === 'correlation')).toBe(text === TRACE);
    for (const { opens, count } of values) {
      if (opens.by !== 'filters') throw new Error('opened otherwise');
      const question = { filters: opens.filters, cursor: null, direction: 'older', limit: 10 } as const;
      expect((await timelinePage(source, question)).entries).toHaveLength(count);
    }
    const both = values.find(({ where }) => where.column === 'usual');
    expect(both?.opens).toMatchObject({ filters: { value: expect.toSatisfy(hasTwo) as string[] } });
  },
);
const hasTwo = (values: readonly string[]): boolean => values.length === 2;

it('tells a name with a dot from a path', async () => {
  const hits = await ask('dotted');
  expect(hits.map(({ where: { column, table_pk } }) => [column, table_pk]).toSorted()).toEqual(
    [
      ['"a.b"', '{"id": "10"}'],
      ['"l[*]"', '{"id": "15"}'],
      ['""', '{"id": "16"}'],
      ['a.b', '{"id": "11"}'],
      ['a."b.c"', '{"id": "12"}'],
      ['"a.b".c', '{"id": "13"}'],
      ['l[*]', '{"id": "14"}'],
    ].toSorted(),
  );
  const whole = hits.find(({ where }) => where.column === '"a.b"');
  expect(whole?.opens).toMatchObject({ filters: { value: ['a.b=dotted'] } });
});

it.each([
  '50%',
  'a_b',
  'C:\\dir',
  'say "hi"',
  'two\nlines',
  'tab\tand \u0001 bell',
  'ünïcode 雪 🎈',
  '\u2028',
  "it's",
])('finds %j, and nothing like it', async (text) => {
  const wanted = text.trim() === '' ? `x${text}x` : text;
  const hits = await ask(wanted);
  expect(hits.map(({ where: { column, rows }, count }) => [column, rows, count])).toEqual([['odd', 1, 1]]);
});

it.each(['12.5', '12.50', '1250e-2', '0.1250e2'])('finds the number 12.5 written as %s', async (text) => {
  const hits = await ask(text);
  const columns = hits.map(({ where }) => where.column).toSorted();
  expect(columns).toEqual(['few', 'many', 'negative'].slice(0, 2));
});
