import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Integrity } from '@shared/domain/integrity.ts';
import type { NoChange } from '@shared/domain/noChange.ts';
import { openAuditSource } from '../../catalog/openAuditSource.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { noChange } from '../noChange/noChange.ts';
import { checkIntegrity } from '../run.ts';
import { makeWorld, type World } from '../testing/world.ts';

const check = async ({ database }: World): Promise<Integrity> => {
  const source = await openAuditSource(database.endpoint, database.password);
  try {
    return await checkIntegrity(source, { filters: {} });
  } finally {
    await source.session.close();
  }
};
const codes = ({ findings }: Integrity): readonly string[] =>
  findings.map(({ code, table_name, table_pk }) => `${code} ${table_name ?? ''} ${table_pk ?? ''}`.trim());

describe('a transaction number that came up twice', () => {
  it('is not what a transaction dated back, or one of two days, looks like', async () => {
    const world = await makeWorld(await createTestDatabase(), true);
    await world.transaction(`INSERT INTO people (id, name) VALUES (1, 'a')`);
    // Open for two days, its action linked within a savepoint at last.
    await world.database
      .execute(`BEGIN; SET LOCAL story.now = '2026-05-01T00:05:00Z'; UPDATE people SET name = 'b';
      SET LOCAL story.now = '2026-05-03T00:06:00Z'; UPDATE people SET name = 'c';
      SAVEPOINT s; UPDATE audit_transactions SET meta = '{"k": 1}' WHERE txid = txid_current(); RELEASE SAVEPOINT s; COMMIT`);
    world.wait(3 * 24 * 60);
    await world.pass(12);
    expect(codes(await check(world))).toEqual([]);
    await world.behind(`UPDATE audit_transactions SET occurred_at = occurred_at - interval '3 days'
      WHERE id = (SELECT transaction_id FROM audit_changes WHERE table_name = 'people' ORDER BY captured_at LIMIT 1)`);
    await world.pass(3);
    expect(codes(await check(world))).toEqual(['actor_or_time_edited']);
    await world.database.drop();
  });
});

/** A migration rewrote every row there was; what came after is as capture wrote it. */
describe('a trail whose older part was rewritten', () => {
  let world: World;
  let since: string;
  beforeAll(async () => {
    world = await makeWorld(await createTestDatabase(), true);
    await world.transaction(`INSERT INTO people (id, name) VALUES (1, 'a'), (2, 'b'), (3, 'c')`);
    for (let n = 1; n <= 60; n += 1) await world.transaction(`UPDATE people SET n = ${n} WHERE id = 1`);
    await world.behind('UPDATE audit_changes SET captured_at = captured_at');
    since = await world.transaction('UPDATE people SET n = 0');
    for (let n = 1; n <= 80; n += 1) await world.transaction(`UPDATE people SET n = ${n} WHERE id = 2`);
    await world.pass(3);
  });
  afterAll(() => world.database.drop());

  it('has a clock since then, says so, and yields no finding', async () => {
    const answer = await check(world);
    expect(answer.findings).toEqual([]);
    expect(answer.applies.clock).toBe(true);
    const [changes, transactions] = answer.applies.relations;
    expect(changes).toMatchObject({ applies: true, rows: 152, agreeing: 86 });
    expect(changes?.since?.slice(0, 19)).toBe(since.slice(0, 19));
    expect(changes?.reason).toMatch(/^no row before 2026-.* was written by the transaction it names/);
    expect(transactions).toMatchObject({ applies: true, since: null, reason: null });
    expect(answer.notes.filter(({ code }) => code === 'clock_void')).toMatchObject([{ count: 66 }]);
    expect(answer.checks[0]).toMatchObject({ check: 'clock', state: 'ran' });
    expect(answer.checks[0]?.reason).toContain('no row before');
  });

  const ask = async (minute: string): Promise<NoChange> => {
    const { endpoint, password } = world.database;
    const source = await openAuditSource(endpoint, password);
    const at = `2026-05-01T${minute}`;
    try {
      return await noChange(source, {
        ...{ table: 'people', pk: '{"id": "1"}', related: false },
        ...{ from: `${at}:30Z`, to: `${at}:40Z` },
      });
    } finally {
      await source.session.close();
    }
  };

  it('lets no statement be made of a window in the older part', async () => {
    expect(await ask('00:20')).toMatchObject({ outcome: 'refused', refusals: [{ code: 'clock_void' }] });
    expect(await ask('01:20')).toMatchObject({ outcome: 'stated', refusals: [] });
  });

  it('finds what is forged in the newer part', async () => {
    await world.behind(`UPDATE audit_changes SET data_after = data_after || '{"n": 7000}' WHERE id =
      (SELECT id FROM audit_changes WHERE table_pk = '{"id": "2"}' AND table_name = 'people' ORDER BY captured_at DESC OFFSET 20 LIMIT 1)`);
    await world.pass(3);
    expect(codes(await check(world))).toEqual(['written_later people {"id": "2"}']);
  });
});
