import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NoChange } from '@shared/domain/noChange.ts';
import { openAuditSource } from '../../catalog/openAuditSource.ts';
import type { AuditSource, TextRow } from '../../db/session.ts';
import type { EmbeddedServer } from '../../embedded/server.ts';
import { startStandbyPair, type StandbyPair } from '../../testing/standby.ts';
import { checkIntegrity } from '../run.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { noChange } from './noChange.ts';

let pair: StandbyPair;
let world: World;
let source: AuditSource;
const clients: Client[] = [];

async function clientOf(server: EmbeddedServer, database: string): Promise<Client> {
  const client = new Client({ connectionString: server.url(database) });
  await client.connect();
  clients.push(client);
  return client;
}

async function worldOn(server: EmbeddedServer): Promise<World> {
  await (await clientOf(server, 'postgres')).query('CREATE DATABASE story');
  const client = await clientOf(server, 'story');
  return makeWorld(
    {
      name: 'story',
      url: server.url('story'),
      endpoint: server.endpoint('story'),
      password: server.password,
      execute: async (sql) => {
        await client.query(sql);
      },
      query: async (sql) => (await client.query<TextRow>(sql)).rows,
      drop: () => Promise.resolve(),
    },
    true,
  );
}

/** All that the primary has done is on the standby. */
async function caughtUp(): Promise<void> {
  const [before, after] = [clients[1], clients[2]];
  const { rows } = (await before?.query<{ at: string }>('SELECT pg_current_wal_lsn()::text AS at')) ?? {
    rows: [],
  };
  const at = rows[0]?.at ?? '';
  for (;;) {
    const seen = await after?.query<{ there: boolean }>(
      'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS there',
      [at],
    );
    if (seen?.rows[0]?.there === true) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

// A standby is made with cp.
describe.skipIf(process.platform === 'win32')('integrity asked of a standby', () => {
  beforeAll(async () => {
    pair = await startStandbyPair('integrity');
    world = await worldOn(pair.primary);
    await world.transaction(`INSERT INTO people (id, name) VALUES (1, 'a'), (2, 'b')`);
    await world.pass(3);
    const standby = await clientOf(pair.standby, 'postgres');
    expect((await standby.query('SELECT pg_is_in_recovery() AS is')).rows).toEqual([{ is: true }]);
    await caughtUp();
    source = await openAuditSource(pair.standby.endpoint('story'), pair.standby.password);
  });
  afterAll(async () => {
    await source.session.close();
    for (const client of clients) await client.end();
    await pair.stop();
  });

  const ask = (from: string, to: string): Promise<NoChange> =>
    noChange(source, { table: 'people', pk: '{"id": "2"}', from, to, related: false });
  const codes = ({ refusals }: NoChange): readonly string[] => refusals.map(({ code }) => code);

  it('finds what the primary finds', async () => {
    await world.behind(
      `UPDATE audit_changes SET data_after = data_after || '{"name": "x"}' WHERE table_pk = '{"id": "1"}' AND table_name = 'people'`,
    );
    await world.pass(3);
    await caughtUp();
    const first = await openAuditSource(pair.primary.endpoint('story'), pair.primary.password);
    const expected = await checkIntegrity(first, { filters: {} });
    await first.session.close();
    const answer = await checkIntegrity(source, { filters: {} });
    expect(answer.findings.map(({ code }) => code)).toEqual(['written_later']);
    expect([answer.findings, answer.capture]).toEqual([expected.findings, expected.capture]);
  });

  it('states that nothing changed in a window it has replayed beyond', async () => {
    expect(source.capability.server.replica).toBe(true);
    expect(await ask('2026-05-01T00:05:10Z', '2026-05-01T00:05:20Z')).toMatchObject({
      outcome: 'stated',
      refusals: [],
    });
  });

  it('refuses while an older transaction may still commit into the window, although a later commit was replayed', async () => {
    const story = (minute: number): string => `SET LOCAL story.now = '2026-05-01T00:${minute}:00Z'`;
    const late = await clientOf(pair.primary, 'story');
    const open = await clientOf(pair.primary, 'story');
    await late.query(`BEGIN; ${story(30)}; SELECT txid_current()`);
    // Its id is beyond the snapshot of the standby, which ends with the newest one that is completed.
    await open.query(`BEGIN; ${story(31)}; UPDATE people SET name = 'unseen yet' WHERE id = 2`);
    await late.query(`INSERT INTO pads VALUES (900, 0); COMMIT`);
    await caughtUp();
    const during = await ask('2026-05-01T00:30:50Z', '2026-05-01T00:31:50Z');
    expect(codes(during)).toEqual(['replica_lag']);
    await open.query('COMMIT');
    world.wait(30);
    await world.pass(1);
    await caughtUp();
    expect(await ask('2026-05-01T00:30:50Z', '2026-05-01T00:31:50Z')).toMatchObject({
      outcome: 'changed',
      changes: 1,
    });
  });

  it('refuses, with the time it has replayed until, when it lags behind the end of the window', async () => {
    const standby = clients[2];
    await standby?.query('SELECT pg_wal_replay_pause()');
    await world.transaction(`UPDATE people SET name = 'later' WHERE id = 2`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const answer = await ask('2026-05-01T02:00:00Z', new Date().toISOString());
    expect(codes(answer)).toContain('replica_lag');
    expect(answer.refusals.find(({ code }) => code === 'replica_lag')?.reason).toMatch(
      /^the standby has replayed until 20/,
    );
    await standby?.query('SELECT pg_wal_replay_resume()');
  });
});
