import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatActor, type ActorRef } from '@shared/domain/actor.ts';
import { transactionPageSchema, type CountedTransaction } from '@shared/domain/actorReads.ts';
import { encodeCursor } from '@shared/domain/cursor.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { canonicalJson } from '../testing/canonicalJson.ts';
import { golden } from '../testing/goldens.ts';
import { actorSeen } from './seen.ts';
import { actorTransactions } from './transactions.ts';

interface Upstream {
  readonly actor_ref: ActorRef;
  readonly count: number;
  readonly rows: readonly {
    readonly id: string;
    readonly txid: number;
    readonly occurred_at: string;
    readonly source: string | null;
    readonly meta: unknown;
    readonly action_id: string | null;
  }[];
}
const histories = golden('actor_history.json') as readonly Upstream[];
const unbounded = { from: null, to: null };

let database: TestDatabase;
let source: AuditSource;
beforeAll(async () => {
  database = await createTestDatabase({ from: 'seed' });
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

interface Walk {
  readonly actor: string | null;
  readonly limit: number;
  readonly direction?: 'older' | 'newer';
  readonly cursor?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

/** Every page, walked with the cursors, in the order of the list. */
async function walk({
  actor,
  limit,
  direction = 'older',
  ...rest
}: Walk): Promise<readonly CountedTransaction[]> {
  const { from = null, to = null } = rest;
  let cursor = rest.cursor ?? null;
  const seen: CountedTransaction[] = [];
  for (;;) {
    const page = await actorTransactions(source, { actor, from, to, cursor, direction, limit });
    expect(page.has_more).toBe(page.cursor !== null);
    if (page.has_more) expect(page.entries).toHaveLength(limit);
    if (direction === 'older') seen.push(...page.entries);
    else seen.unshift(...page.entries);
    if (page.cursor === null) return seen;
    cursor = page.cursor;
  }
}

const ids = (entries: readonly CountedTransaction[]): readonly string[] =>
  entries.map(({ transaction }) => transaction.id);

describe("an actor's transactions equal upstream's", () => {
  it.each(histories.map((history) => [formatActor(history.actor_ref), history] as const))(
    '%s',
    async (actor, { rows, count }) => {
      const own = await walk({ actor, limit: 40 });
      expect(own).toHaveLength(count);
      // Upstream 0.2 leaves the order within a tie open.
      expect(own.map(({ transaction }) => transaction.occurred_at)).toEqual(
        rows.map((row) => row.occurred_at),
      );
      const byId = new Map(own.map(({ transaction }) => [transaction.id, transaction]));
      for (const row of rows) {
        const transaction = byId.get(row.id);
        expect(transaction).toMatchObject({
          txid: String(row.txid),
          occurred_at: row.occurred_at,
          source: row.source,
          action_id: row.action_id,
        });
        expect(canonicalJson(transaction?.meta ?? 'null')).toBe(canonicalJson(JSON.stringify(row.meta)));
      }
    },
  );

  it('the answer fits its schema', async () => {
    const page = await actorTransactions(source, {
      actor: 'user:u-1',
      ...unbounded,
      cursor: null,
      direction: 'older',
      limit: 50,
    });
    expect(transactionPageSchema.parse(page)).toEqual(page);
  });
});

describe('each transaction', () => {
  it('comes with its action and what its changes add up to', async () => {
    const entries = await walk({ actor: 'user:u-1', limit: 1000 });
    const rows = await database.query(`
      SELECT t.id, a.name, count(c.id) AS changes, count(c.id) FILTER (WHERE c.op = 'delete') AS deletes,
             count(DISTINCT (c.table_schema, c.table_name)) AS tables
        FROM audit_transactions t LEFT JOIN audit_actions a ON a.id = t.action_id
        LEFT JOIN audit_changes c ON c.transaction_id = t.id
       WHERE t.actor_ref @> '{"type":"user","id":"u-1"}' GROUP BY t.id, a.name ORDER BY t.occurred_at DESC, t.id DESC`);
    expect(
      entries.map(({ transaction, action, counts }) => ({
        id: transaction.id,
        name: action?.name ?? null,
        changes: String(counts.changes),
        deletes: String(counts.by_op.delete),
        tables: String(counts.by_table.length),
      })),
    ).toEqual(rows);
    for (const { counts } of entries) {
      expect(counts.by_table.reduce((sum, { changes }) => sum + changes, 0)).toBe(counts.changes);
      expect(counts.by_op.insert + counts.by_op.update + counts.by_op.delete).toBe(counts.changes);
    }
  });
});

describe('the pages of an actor', () => {
  it('list every transaction once, whatever the size and direction, from the cursor of any', async () => {
    const all = await walk({ actor: 'anonymous', limit: 1000 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: all.length + 5 }),
        fc.integer({ min: 0, max: all.length - 1 }),
        fc.constantFrom('older' as const, 'newer' as const),
        async (limit, start, direction) => {
          const place = all[start]?.transaction;
          const cursor = encodeCursor({ at: place?.occurred_at ?? '', id: place?.id ?? '' });
          const seen = await walk({ actor: 'anonymous', limit: Math.max(limit, 20), direction, cursor });
          expect(ids(seen)).toEqual(ids(direction === 'older' ? all.slice(start + 1) : all.slice(0, start)));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('answer the newest page without a cursor, in either direction', async () => {
    const ask = { actor: 'user:u-1', ...unbounded, cursor: null, limit: 3 };
    const older = await actorTransactions(source, { ...ask, direction: 'older' });
    const newer = await actorTransactions(source, { ...ask, direction: 'newer' });
    expect(newer).toEqual({ entries: older.entries, has_more: false, cursor: null });
  });

  it('keep both bounds, to the microsecond', async () => {
    const all = await walk({ actor: 'user:u-1', limit: 1000 });
    const [to, from] = [all[10]?.transaction.occurred_at ?? '', all[20]?.transaction.occurred_at ?? ''];
    expect(ids(await walk({ actor: 'user:u-1', limit: 4, from, to }))).toEqual(ids(all.slice(10, 21)));
    const later = from.replace(
      /(\d{6})Z$/,
      (_, micros: string) => `${String(Number(micros) + 1).padStart(6, '0')}Z`,
    );
    expect(ids(await walk({ actor: 'user:u-1', limit: 4, from: later, to }))).toEqual(ids(all.slice(10, 20)));
  });

  it.each([0, 1001, 1.5, Number.NaN])('refuse a limit of %s', async (limit) => {
    const ask = { actor: null, ...unbounded, cursor: null, direction: 'older' as const, limit };
    await expect(actorTransactions(source, ask)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it.each([
    [{ actor: 'nobody:1' }, 'invalid_actor'],
    [{ actor: 'user:' }, 'invalid_actor'],
    [{ actor: 'user:a\0b' }, 'invalid_filter'],
    [{ from: 'yesterday' }, 'invalid_instant'],
    [{ cursor: 'bm9wZQ' }, 'invalid_cursor'],
  ])('refuse %o', async (changed, code) => {
    const ask = {
      actor: 'user:u-1',
      ...unbounded,
      cursor: null,
      direction: 'older' as const,
      limit: 1,
      ...changed,
    };
    await expect(actorTransactions(source, ask)).rejects.toMatchObject({ code });
  });
});

describe('three states of an actor', () => {
  it('nobody, anonymous and somebody are kept apart and add up', async () => {
    const count = async (actor: string | null): Promise<number> =>
      (await actorSeen(source, { actor, ...unbounded })).transactions;
    const of = async (where: string): Promise<number> => {
      const [row] = await database.query(`SELECT count(*) AS n FROM audit_transactions WHERE ${where}`);
      return Number(row?.['n']);
    };
    expect(await count(null)).toBe(await of('actor_ref IS NULL'));
    expect(await count(null)).toBeGreaterThan(0);
    expect(await count('anonymous')).toBe(await of(`actor_ref->>'type' = 'anonymous'`));
    expect(await walk({ actor: null, limit: 1000 })).toHaveLength(await count(null));
  });

  it('an actor nobody ever was has no transaction', async () => {
    expect(await walk({ actor: 'user:no-such', limit: 5 })).toEqual([]);
    expect(await actorSeen(source, { actor: 'user:no-such', ...unbounded })).toEqual({
      first: null,
      last: null,
      transactions: 0,
    });
  });
});
