import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { burstPageSchema, type Burst } from '@shared/domain/bursts.ts';
import { fromEpochMicros, toEpochMicros } from '@shared/domain/instant.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { activityBursts, type BurstsQuestion } from './bursts.ts';

const START = toEpochMicros('2026-06-01T00:00:00.000000Z');
const at = (seconds: number, micros = 0): string =>
  fromEpochMicros(START + BigInt(seconds) * 1_000_000n + BigInt(micros));

interface Made {
  readonly id: string;
  readonly actor: string | null;
  readonly at: string;
}

/** Actors whose stored form differs but who are one by containment, and what is no actor at all. */
const stored: readonly (readonly [actor: string | null, json: string | null])[] = [
  ['{"id": "1", "type": "user"}', '{"type":"user","id":"1"}'],
  ['{"id": "1", "type": "user"}', '{"type":"user","id":"1","ip":"10.0.0.1"}'],
  ['{"type": "anonymous"}', '{"type":"anonymous"}'],
  ['{"type": "anonymous"}', '{"type":"anonymous","id":"x"}'],
  [null, null],
  ['{"odd": true}', '{"odd":true}'],
];
const SECONDS = [0, 0, 40, 100, 100, 399, 400, 700, 1_001, 1_301, 1_602, 5_000, 5_300, 5_300, 9_000];
const made: Made[] = [];

let source: AuditSource;
beforeAll(async () => {
  const database = await createTestDatabase();
  await database.execute(auditTablesSql());
  const rows = SECONDS.flatMap((seconds, i) =>
    stored.map(([actor, json], k) => {
      // Ids in no order relative to the instants.
      const id = uuidOf(
        (i * 37 + k * 11) % 97 === 0 ? 5_000 + i : 100 * ((i * 7) % 15) + k,
        k % 2 ? 'ffffffff' : '00000001',
      );
      made.push({ id, actor, at: at(seconds + k, i) });
      const n = i * stored.length + k;
      return `('${id}', ${n}, '${at(seconds + k, i)}', ${json === null ? 'NULL' : `'${json}'`}, ${i % 3 === 0 ? 'NULL' : `'s${i % 3}'`})`;
    }),
  );
  await database.execute(`
    INSERT INTO audit_transactions (id, txid, occurred_at, actor_ref, source) VALUES ${rows.join(',')};
    INSERT INTO audit_transactions (id, txid, occurred_at, actor_ref) VALUES ('${uuidOf(9_001)}', 9001, 'infinity', '{"type":"user","id":"1"}'),
      ('${uuidOf(9_002)}', 9002, '-infinity', '{"type":"user","id":"1"}');
    INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, captured_at)
    SELECT id, 'public', CASE WHEN txid % 2 = 0 THEN 'a' ELSE 'b' END, '{"id":"1"}', 'insert', occurred_at + interval '2 seconds'
      FROM audit_transactions WHERE txid % 5 <> 0 AND isfinite(occurred_at);`);
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

/** Bursts by hand, newest first. */
function expected(
  rows: readonly Made[],
  { from, to, gap }: { from: string; to: string; gap: number },
): readonly string[] {
  const actors = [...new Set(rows.map(({ actor }) => actor))];
  const bursts = actors.flatMap((actor) => {
    const own = rows
      .filter((row) => row.actor === actor && row.at >= from && row.at <= to)
      .sort((a, b) => (`${a.at}${a.id}` < `${b.at}${b.id}` ? -1 : 1));
    const found: Made[][] = [];
    for (const row of own) {
      const last = found.at(-1)?.at(-1);
      const near =
        last !== undefined && toEpochMicros(row.at) - toEpochMicros(last.at) <= BigInt(gap) * 1_000_000n;
      if (near) found.at(-1)?.push(row);
      else found.push([row]);
    }
    return found;
  });
  return bursts
    .map((burst) => `${burst[0]?.at} ${burst[0]?.id} ${burst.length} ${burst.at(-1)?.id}`)
    .sort()
    .reverse();
}

const shown = ({ start, id, transactions, last_transaction_id }: Burst): string =>
  `${start} ${id} ${transactions} ${last_transaction_id}`;

async function walk(question: Omit<BurstsQuestion, 'cursor' | 'direction'>): Promise<readonly Burst[]> {
  const seen: Burst[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page = await activityBursts(source, { ...question, cursor, direction: 'older' });
    expect(burstPageSchema.parse(page)).toEqual(page);
    seen.push(...page.entries);
    if (page.cursor === null) return seen;
    cursor = page.cursor;
  }
}

const whole = { from: at(-1_000), to: at(20_000) };

describe('activity bursts', () => {
  it('are what the gaps make them, whatever gap, window and page size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 60, 299, 300, 301, 3_600),
        fc.integer({ min: -10, max: 9_010 }),
        fc.integer({ min: 0, max: 9_100 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom<(string | null | undefined)[]>(undefined, null, 'user:1', 'anonymous'),
        async (gap, start, length, limit, actor) => {
          const window = { from: at(start), to: at(start + length, 7) };
          const bursts = await walk({ actor, ...window, gapSeconds: gap, limit });
          const json = actor === 'user:1' ? stored[0]?.[0] : actor === 'anonymous' ? stored[2]?.[0] : actor;
          const own = actor === undefined ? made : made.filter((row) => row.actor === json);
          expect(bursts.map(shown)).toEqual(expected(own, { ...window, gap }));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('go back to newer ones, still newest first', async () => {
    const all = await walk({ ...whole, gapSeconds: 60, limit: 1_000 });
    const ask = { ...whole, gapSeconds: 60, limit: 3 } as const;
    const first = await activityBursts(source, { ...ask, cursor: null, direction: 'older' });
    const second = await activityBursts(source, { ...ask, cursor: first.cursor, direction: 'older' });
    const back = await activityBursts(source, { ...ask, cursor: second.cursor, direction: 'newer' });
    expect(back.entries).toEqual(all.slice(2, 5));
    expect(back.has_more).toBe(true);
  });

  it('count their changes and sources, and span captured writes', async () => {
    const bursts = await walk({ actor: 'user:1', ...whole, gapSeconds: 100_000, limit: 5 });
    expect(bursts).toHaveLength(1);
    expect(bursts[0]).toMatchObject({
      transactions: 30,
      start: at(0),
      actor_ref: '{"id": "1", "type": "user"}',
    });
    expect(bursts[0]?.end).toBe(at(9_002, 14));
    expect(bursts[0]?.counts.changes).toBe(24);
    expect(bursts[0]?.counts.by_table.map(({ table_name }) => table_name).sort()).toEqual(['a', 'b']);
    expect(bursts[0]?.sources).toEqual([
      { source: 's1', transactions: 10 },
      { source: 's2', transactions: 10 },
      { source: null, transactions: 10 },
    ]);
  });

  it('say where the window cuts one', async () => {
    const [before] = await walk({ actor: null, from: at(300), to: at(500), gapSeconds: 300, limit: 5 });
    // The next one comes a microsecond too late.
    expect(before).toMatchObject({ cut_before: true, cut_after: false, transactions: 2 });
    const [cut] = await walk({ actor: null, from: at(300), to: at(500), gapSeconds: 301, limit: 5 });
    expect(cut).toMatchObject({ cut_before: true, cut_after: true, transactions: 2 });
    const [free] = await walk({ actor: null, from: at(300), to: at(500), gapSeconds: 200, limit: 5 });
    expect(free).toMatchObject({ cut_before: false, cut_after: false });
  });

  it('without a window are those of the last 30 days, and the answer says which', async () => {
    const page = await activityBursts(source, {
      actor: 'user:1',
      from: null,
      to: null,
      gapSeconds: 300,
      cursor: null,
      direction: 'older',
      limit: 1,
    });
    expect(page).toMatchObject({
      to: at(9_001, 14),
      from: fromEpochMicros(toEpochMicros(at(9_001, 14)) - 2_592_000_000_000n),
    });
    expect(page.has_more).toBe(true);
    const none = await activityBursts(source, {
      actor: 'user:nobody',
      from: null,
      to: null,
      gapSeconds: 300,
      cursor: null,
      direction: 'older',
      limit: 1,
    });
    expect(none).toEqual({
      from: null,
      to: null,
      gap_seconds: 300,
      entries: [],
      cursor: null,
      has_more: false,
    });
  });

  it.each([0, 604_801, 1.5])('refuse a gap of %s', async (gapSeconds) => {
    const ask = { ...whole, gapSeconds, cursor: null, direction: 'older', limit: 1 } as const;
    await expect(activityBursts(source, ask)).rejects.toMatchObject({ code: 'invalid_request' });
  });
});
