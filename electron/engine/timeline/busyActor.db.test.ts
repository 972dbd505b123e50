import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeCursor } from '@shared/domain/cursor.ts';
import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { fillTrail, planText } from '../testing/filledTrail.ts';
import { busyActorRows } from './busyActorRows.ts';
import { busyActorStatement } from './busyActorStatement.ts';
import { timelinePage } from './page.ts';

const BUSY = 'user:svc';
const CALM = 'user:u-9';
/** Before everything. */
const START = '2026-01-01T00:00:00.000000Z';

interface Place {
  readonly at: string;
  readonly id: string;
}

let source: AuditSource;
/** Every change of the busy actor in reading order, by one plain query. */
let all: readonly Place[];

beforeAll(async () => {
  const database = await createTestDatabase();
  await database.execute(auditTablesSql());
  await fillTrail(database, { actorId: "CASE WHEN n % 6 = 0 THEN 'svc' ELSE 'u-' || n % 90 END" });
  // Long transactions: their changes come hours after their first write, among those of much later ones; and ties.
  await database.execute(`
    UPDATE audit_changes SET captured_at = captured_at + interval '5 hours' WHERE ('x' || left(id::text, 2))::bit(8)::int < 8;
    UPDATE audit_changes SET captured_at = date_trunc('minute', captured_at) WHERE ('x' || left(id::text, 2))::bit(8)::int > 200;
    CREATE INDEX ON audit_transactions ((actor_ref->>'type'), (actor_ref->>'id'), occurred_at DESC)`);
  await database.execute('ANALYZE');
  source = await openAuditSource(database.endpoint, database.password);
  all = (
    await database.query(`
      SELECT c.id::text AS id, to_char(c.captured_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
      FROM audit_changes c JOIN audit_transactions t ON t.id = c.transaction_id
      WHERE t.actor_ref @> '{"type": "user", "id": "svc"}' ORDER BY c.captured_at DESC, c.id DESC`)
  ).map((row) => ({ at: String(row['at']), id: String(row['id']) }));
});
afterAll(() => source.session.close());

const walked = (filters: Filters, cursor: Place | null, direction: 'older' | 'newer', rows: number) =>
  source.session.read({}, (tx) =>
    busyActorRows(tx, source.capability, normalizeFilters(filters), { cursor, direction, rows }),
  );

describe('a page of an actor with thousands of transactions', () => {
  it('is what one big query lists, whatever the size, place, direction and window', async () => {
    const index = fc.integer({ min: 0, max: 9_900 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 300 }),
        fc.option(index),
        fc.constantFrom('older' as const, 'newer' as const),
        fc.option(fc.tuple(index, index)),
        async (limit, start, direction, window) => {
          const [late, early] = window === null ? [] : [...window].sort((a, b) => a - b);
          const to = late === undefined ? undefined : all[late]?.at;
          const from = early === undefined ? undefined : all[early]?.at;
          const place = start === null ? null : (all[start] ?? null);
          const filters = { actor: [BUSY], from, to };
          const page = await timelinePage(source, {
            filters,
            cursor: place === null ? null : encodeCursor(place),
            direction,
            limit,
          });
          const within = all.filter(
            ({ at }) => (from === undefined || at >= from) && (to === undefined || at <= to),
          );
          const expected = pageOf(within, place, direction, limit);
          expect(page.entries.map(({ audit_change }) => audit_change.id)).toEqual(expected.ids);
          expect(page.has_more).toBe(expected.more);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is found by walking the trail', async () => {
    const middle = all[5_000] ?? null;
    expect(await walked({ actor: [BUSY] }, null, 'older', 201)).toHaveLength(201);
    expect(await walked({ actor: [BUSY] }, middle, 'older', 201)).toHaveLength(201);
    expect(await walked({ actor: [BUSY] }, middle, 'newer', 201)).toHaveLength(201);
    const from = all[5_050]?.at;
    expect((await walked({ actor: [BUSY], from }, middle, 'older', 201))?.length).toBeLessThan(201);
  });

  it('is asked for as any other where the walk may be longer, or does not reach', async () => {
    expect(await walked({ actor: [CALM] }, null, 'older', 201)).toBeNull();
    expect(await walked({ actor: [BUSY], table: ['orders'] }, null, 'older', 201)).toBeNull();
    expect(await walked({ actor: [BUSY, CALM] }, null, 'older', 201)).toBeNull();
    expect(await walked({ not_actor: [BUSY] }, null, 'older', 201)).toBeNull();
    expect(await walked({ actor: [BUSY] }, all.at(-20) ?? null, 'older', 201)).toBeNull();
    const blind = { ...source.capability, actor_time_index: false };
    const plan = { cursor: null, direction: 'older', rows: 201 } as const;
    const unaided = await source.session.read({}, (tx) => busyActorRows(tx, blind, { actor: [BUSY] }, plan));
    expect(unaided).toBeNull();
  });

  it('asks the index for how busy the actor is', async () => {
    const statement = busyActorStatement(
      source.capability,
      { type: 'user', id: 'svc' },
      { at: START, direction: 'newer', rows: 201, busyFrom: 2_000 },
    );
    const plan = await planText(source, statement);
    expect(plan).not.toContain('Seq Scan');
    expect(plan.match(/Index Cond: .*actor_ref ->> 'type'/g)).toHaveLength(2);
  });
});

function pageOf(
  within: readonly Place[],
  place: Place | null,
  direction: 'older' | 'newer',
  limit: number,
): { readonly ids: readonly string[]; readonly more: boolean } {
  const key = ({ at, id }: Place): string => `${at} ${id}`;
  const ids = (places: readonly Place[]): readonly string[] => places.map(({ id }) => id);
  if (place === null)
    return { ids: ids(within.slice(0, limit)), more: direction === 'older' && within.length > limit };
  const beyond = within.filter((one) =>
    direction === 'older' ? key(one) < key(place) : key(one) > key(place),
  );
  const near = direction === 'older' ? beyond.slice(0, limit) : beyond.slice(-limit);
  return { ids: ids(near), more: beyond.length > limit };
}
