import { describe, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, oneChangeSql, uuidOf, type AuditTablesOptions } from '../testing/auditTables.ts';
import { createTestDatabase, describeOn } from '../testing/database.ts';
import type { TestedVersion } from '../testing/servers.ts';
import { changesAround } from './around.ts';
import { actorBaseline } from './baseline.ts';
import { activityBursts } from './bursts.ts';
import { transactionNeighbours } from './neighbours.ts';
import { actorSeen } from './seen.ts';
import { actorSummary } from './summary.ts';
import { actorTransactions } from './transactions.ts';

async function withDatabase(
  options: AuditTablesOptions,
  work: (source: AuditSource) => Promise<void>,
  version: TestedVersion = 18,
): Promise<void> {
  const database = await createTestDatabase({ version });
  await database.execute(`${auditTablesSql(options)} ${oneChangeSql(options.schema)}`);
  const source = await openAuditSource(database.endpoint, database.password);
  try {
    await work(source);
  } finally {
    await source.session.close();
  }
}

const page = { cursor: null, direction: 'older', limit: 5 } as const;
const unbounded = { from: null, to: null } as const;
const bounds = { from: '2020-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' } as const;

describe('without the column of actors', () => {
  it('actors are unavailable, which is not "no results"; what needs none is answered', async () => {
    await withDatabase(
      { actor: false, actionLink: false, actions: false, changedFrom: false },
      async (source) => {
        for (const actor of ['user:1', 'anonymous', null]) {
          const refused = { code: 'unavailable_filter' };
          await expect(actorTransactions(source, { actor, ...unbounded, ...page })).rejects.toMatchObject(
            refused,
          );
          await expect(actorSeen(source, { actor, ...unbounded })).rejects.toMatchObject(refused);
          await expect(actorSummary(source, { actor, ...unbounded })).rejects.toMatchObject(refused);
          await expect(
            actorBaseline(source, { actor, ...bounds, since: null, limit: 5 }),
          ).rejects.toMatchObject(refused);
          await expect(
            activityBursts(source, { actor, ...bounds, gapSeconds: 60, ...page }),
          ).rejects.toMatchObject(refused);
        }
        const bursts = await activityBursts(source, { ...unbounded, gapSeconds: 60, ...page });
        expect(bursts.entries).toMatchObject([
          { id: uuidOf(1), actor_ref: null, transactions: 1, counts: { changes: 1 } },
        ]);
        const neighbours = await transactionNeighbours(source, { id: uuidOf(1), limit: 5, rows: 5 });
        expect(neighbours).toMatchObject({
          by_actor: { state: 'not_recorded' },
          by_correlation: { state: 'not_recorded' },
          by_row: { rows: 1, entries: [{ table_pk: '{"id": "1"}', previous: null, next: null }] },
        });
        const around = await changesAround(source, {
          at: '2026-06-01T00:00:00.000001Z',
          filters: {},
          limit: 5,
        });
        expect([around.before.length, around.after.length]).toEqual([1, 0]);
      },
    );
  });
});

describe('without actions', () => {
  it.each([{ actions: false }, { actionLink: false }])('%o: transactions come without', async (options) => {
    await withDatabase(options, async (source) => {
      const { entries } = await actorTransactions(source, { actor: null, ...unbounded, ...page });
      expect(entries).toMatchObject([
        { transaction: { id: uuidOf(1) }, action: null, counts: { changes: 1 } },
      ]);
      const { actions } = await actorSummary(source, { actor: 'user:1', ...unbounded });
      expect(actions).toEqual('actions' in options ? null : { recorded: 0, failed: 0, newest_failed: [] });
    });
  });
});

const everything = async (source: AuditSource): Promise<void> => {
  const { entries } = await actorTransactions(source, { actor: null, ...bounds, ...page });
  expect(entries).toMatchObject([{ counts: { changes: 1, by_op: { insert: 1 } } }]);
  expect(await actorSummary(source, { actor: null, ...bounds })).toMatchObject({
    transactions: 1,
    changes: 1,
  });
  const baseline = await actorBaseline(source, { actor: null, ...bounds, since: null, limit: 5 });
  expect(baseline.values.map(({ dimension }) => dimension)).toEqual([
    'table',
    'op',
    'table_op',
    'hour',
    'source',
  ]);
  expect((await activityBursts(source, { ...unbounded, gapSeconds: 60, ...page })).entries).toHaveLength(1);
  expect((await transactionNeighbours(source, { id: uuidOf(1), limit: 5, rows: 5 })).by_row.rows).toBe(1);
};

describe('any storage schema, with partitions', () => {
  it.each([
    [{ schema: 'threadline' }],
    [{ schema: 'Odd "schema"', partitioned: true }],
    [{ rowHistoryIndex: true, partitioned: true }],
  ])('%o', async (options) => withDatabase(options, everything));
});

describeOn(14, 'on the oldest server', () => {
  it('every question is answered', async () => withDatabase({ rowHistoryIndex: true }, everything, 14));
});
