import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  facetKeys,
  facetsSchema,
  histogramKeys,
  histogramSchema,
  type FacetKey,
} from '@shared/domain/summaries.ts';
import { actorFromJson, formatActor } from '@shared/domain/actor.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { naivelyMatches, type NaiveRow } from '../testing/naiveFilters.ts';
import { anyFilters, naiveRows, naiveRowSql } from '../testing/naiveRows.ts';
import { countChanges } from '../timeline/count.ts';
import { facets } from './facets.ts';
import { histogram } from './histogram.ts';

let database: TestDatabase;
let source: AuditSource;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.execute(auditTablesSql() + naiveRows.map(naiveRowSql).join('\n'));
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

/** The values of one facet that a change has, written a second time. */
function valuesOf({ change, transaction, action }: NaiveRow, facet: FacetKey): readonly (string | null)[] {
  switch (facet) {
    case 'table':
      return [`${change.table_schema}.${change.table_name}`];
    case 'op':
      return [change.op];
    case 'actor': {
      const actor = actorFromJson(transaction.actor_ref);
      return [actor === null ? transaction.actor_ref : formatActor(actor)];
    }
    case 'action':
      return [action?.name ?? null];
    case 'field':
      return change.changed_fields ?? [];
    case 'source':
      return [transaction.source];
  }
}

function tally<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

describe('any filter', () => {
  it('has a histogram that adds up to its count, each change in its bucket', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyFilters,
        fc.constantFrom(...histogramKeys),
        fc.integer({ min: 1, max: 300 }),
        async (filters, by, buckets) => {
          const rows = naiveRows.filter((row) => naivelyMatches(row, filters));
          const answer = histogramSchema.parse(await histogram(source, { filters, buckets, by }));
          expect(answer.buckets.length).toBeLessThanOrEqual(buckets);
          const sum = answer.buckets
            .flatMap(({ counts }) => Object.values(counts))
            .reduce((a, b) => a + b, 0);
          expect(sum + answer.unplaced).toBe(rows.length);
          // All rows lie within one minute, so each second is a bucket or a part of one.
          const totals = tally(rows.map((row) => valuesOf(row, by)[0] ?? '(none)'));
          for (const [key, count] of totals) {
            const found = answer.buckets.reduce((a, { counts }) => a + (counts[key] ?? 0), 0);
            expect([key, found]).toEqual([key, count]);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('has facets that count what matches, value by value', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilters, fc.shuffledSubarray([...facetKeys]), async (filters, of) => {
        const rows = naiveRows.filter((row) => naivelyMatches(row, filters));
        const answer = facetsSchema.parse(await facets(source, { filters, of, cap: null }));
        expect({ counted: answer.counted, capped: answer.capped }).toEqual({
          counted: rows.length,
          capped: false,
        });
        expect(answer.facets.map(({ facet }) => facet)).toEqual(of);
        for (const { facet, available, values, others } of answer.facets) {
          const expected = tally(rows.flatMap((row) => valuesOf(row, facet)));
          expect(available).toBe(true);
          expect(others).toEqual({ values: 0, count: 0 });
          expect(new Map(values.map(({ value, count }) => [value, count]))).toEqual(expected);
          const counts = values.map(({ count }) => count);
          expect(counts).toEqual(counts.toSorted((a, b) => b - a));
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('times that are far apart', () => {
  let wide: AuditSource;
  const TIMES = [
    '-infinity',
    '0044-03-15 BC',
    '2026-05-01T00:00:00.000001Z',
    '2026-05-01T00:00:00.999999Z',
    '2026-05-03T12:00:00Z',
    '20000-01-01',
    'infinity',
  ];
  beforeAll(async () => {
    const made = await createTestDatabase();
    const inserts = TIMES.map(
      (
        at,
        i,
      ) => `INSERT INTO audit_transactions (id, txid, actor_ref) VALUES ('${uuidOf(i)}', ${i}, '{"type":"user","id":"${i}"}');
      INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, captured_at)
      VALUES ('${uuidOf(i)}', '${uuidOf(i)}', 'public', 't', '{}', 'insert', '${at}');`,
    );
    await made.execute(auditTablesSql() + inserts.join('\n'));
    wide = await openAuditSource(made.endpoint, made.password);
  });
  afterAll(() => wide.session.close());

  it('what no calendar holds is counted apart; empty buckets are there', async () => {
    const answer = await histogram(wide, { filters: {}, buckets: 5, by: 'op' });
    expect(answer).toEqual({
      by: 'op',
      from: '2026-05-01T00:00:00.000001Z',
      to: '2026-05-03T12:00:00.000000Z',
      bucket_seconds: 86_400,
      unplaced: 4,
      approximate: null,
      buckets: [
        { start: '2026-05-01T00:00:00.000000Z', counts: { insert: 2 } },
        { start: '2026-05-02T00:00:00.000000Z', counts: {} },
        { start: '2026-05-03T00:00:00.000000Z', counts: { insert: 1 } },
      ],
    });
    expect(await countChanges(wide, { filters: {}, cap: null })).toEqual({ count: 7, capped: false });
  });

  it('a filter that matches less of the window gets narrower buckets', async () => {
    const filters = { actor: ['user:2', 'user:3'] };
    expect(await histogram(wide, { filters, buckets: 100, by: 'actor' })).toMatchObject({
      from: '2026-05-01T00:00:00.000001Z',
      to: '2026-05-01T00:00:00.999999Z',
      bucket_seconds: 1,
      buckets: [{ start: '2026-05-01T00:00:00.000000Z', counts: { 'user:2': 1, 'user:3': 1 } }],
    });
  });

  it('a window asked for is kept, whatever matches', async () => {
    const [from, to] = ['2026-06-01T00:00:00.000000Z', '2026-06-01T00:00:03.000000Z'];
    const answer = await histogram(wide, { filters: { from, to }, buckets: 4, by: 'op' });
    expect(answer).toMatchObject({ from, to, bucket_seconds: 1, unplaced: 0 });
    expect(answer.buckets.map(({ counts }) => counts)).toEqual([{}, {}, {}, {}]);
  });

  it.each([
    ['nothing matches', { table: ['nope'] }, null, null],
    [
      'the window ends before it begins',
      { from: '2026-06-02T00:00:00.000000Z', to: '2026-06-01T00:00:00.000000Z' },
      '2026-06-02T00:00:00.000000Z',
      '2026-06-01T00:00:00.000000Z',
    ],
    [
      'the window begins behind everything',
      { from: '2027-01-01T00:00:00.000000Z' },
      '2027-01-01T00:00:00.000000Z',
      null,
    ],
  ])('no bucket where %s', async (_, filters, from, to) => {
    const answer = await histogram(wide, { filters, buckets: 10, by: 'op' });
    expect(answer).toMatchObject({ from, to, bucket_seconds: null, buckets: [] });
  });

  it.each([0, 301, 1.5])('refuses %d buckets', async (buckets) => {
    const asked = histogram(wide, { filters: {}, buckets, by: 'op' });
    await expect(asked).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('many values', () => {
  let many: AuditSource;
  beforeAll(async () => {
    const made = await createTestDatabase();
    // Actor k writes k + 1 changes: 120 actors, 7260 changes.
    await made.execute(`${auditTablesSql()}
      INSERT INTO audit_transactions (id, txid, actor_ref)
        SELECT md5('t' || k)::uuid, k, jsonb_build_object('type', 'user', 'id', 'u' || k) FROM generate_series(0, 119) k;
      INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, changed_fields, captured_at)
        SELECT md5('t' || k)::uuid, 'public', 'table_' || k, '{}', 'update', ARRAY['f' || k],
               timestamptz '2026-05-01Z' + g * interval '1 second'
          FROM generate_series(0, 119) k CROSS JOIN LATERAL generate_series(0, k) g;`);
    many = await openAuditSource(made.endpoint, made.password);
  });
  afterAll(() => many.session.close());

  it.each(['actor', 'table', 'field'] as const)(
    'of %s: the hundred most frequent, the rest counted',
    async (facet) => {
      const answer = await facets(many, { filters: {}, of: [facet], cap: null });
      const [{ values, others } = { values: [], others: null }] = answer.facets;
      expect(values).toHaveLength(100);
      expect(values[0]?.count).toBe(120);
      expect(values.at(-1)?.count).toBe(21);
      expect(others).toEqual({ values: 20, count: 210 });
      expect(answer.counted).toBe(7260);
    },
  );

  it.each(['actor', 'table'] as const)('by %s: twelve series, and the sum of the others', async (by) => {
    const { buckets } = await histogram(many, { filters: {}, buckets: 300, by });
    const keys = new Set(buckets.flatMap(({ counts }) => Object.keys(counts)));
    expect(keys.size).toBe(13);
    const others = buckets.reduce((sum, { counts }) => sum + (counts['(other)'] ?? 0), 0);
    // The twelve most frequent have 120 down to 109 changes.
    expect(others).toBe(7260 - (12 * (120 + 109)) / 2);
  });

  it('with a cap, of the newest changes only, and it says so', async () => {
    const answer = await facets(many, { filters: {}, of: ['actor'], cap: 3 });
    expect(answer).toMatchObject({ counted: 3, capped: true });
    expect(answer.facets[0]?.values.map(({ value }) => value).toSorted()).toEqual(['user:u118', 'user:u119']);
  });
});

describe('an old install', () => {
  it('says what it does not record', async () => {
    const made = await createTestDatabase();
    await made.execute(`${auditTablesSql({ actor: false, actionLink: false, actions: false, changedFrom: false })}
      INSERT INTO audit_transactions (id, txid, source) VALUES ('${uuidOf(1)}', 1, 'web');
      INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op) VALUES ('${uuidOf(1)}', 'public', 't', '{}', 'insert');`);
    const old = await openAuditSource(made.endpoint, made.password);
    try {
      const { facets: found } = await facets(old, { filters: {}, of: [...facetKeys], cap: null });
      expect(found.filter(({ available }) => !available).map(({ facet }) => facet)).toEqual([
        'actor',
        'action',
      ]);
      expect(found.find(({ facet }) => facet === 'source')?.values).toEqual([{ value: 'web', count: 1 }]);
      const { buckets } = await histogram(old, { filters: {}, buckets: 10, by: 'actor' });
      expect(buckets[0]?.counts).toEqual({ '(not recorded)': 1 });
    } finally {
      await old.session.close();
    }
  });
});
