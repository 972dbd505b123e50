import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedServer } from '@engine/embedded/server.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkCoverUp } from './checks/coverUp.ts';
import { checkIncident } from './checks/incident.ts';
import { checkScope } from './checks/scope.ts';
import { openMade } from './checks/made.ts';
import type { MadeDemo } from './checks/made.ts';
import { checkSurroundings } from './checks/surroundings.ts';
import { makeDemo } from './making/make.ts';
import { startDemo } from './start.ts';

/** Today's, the way the application starts it, read as the application reads it. */
async function madeToday(folder: string): Promise<MadeDemo> {
  const steps: string[] = [];
  const begun = performance.now();
  const nowMs = Date.now();
  const demo = await startDemo({
    home: folder,
    onProgress: ({ step, fraction }) => {
      if (steps.at(-1) !== step) steps.push(step);
      if (fraction !== null && (fraction < 0 || fraction > 1)) throw new Error(`progress of ${fraction}`);
    },
  });
  console.log(`demo made and started in ${Math.round(performance.now() - begun)} ms: ${steps.join(', ')}`);
  return openMade(demo.url, nowMs, () => demo.stop());
}

/** As of a moment before retention runs, on the first of March of a leap year. */
async function madeAtMonthEnd(folder: string): Promise<MadeDemo> {
  const settings = { fsync: 'off', synchronous_commit: 'off', autovacuum: 'off', jit: 'off' };
  const server = await startEmbeddedServer({ dataDir: path.join(folder, 'month-end'), settings });
  const maker = new pg.Client({ connectionString: server.url('postgres') });
  await maker.connect();
  const begun = performance.now();
  const nowMs = Date.parse('2028-03-01T01:30:00Z');
  await makeDemo(maker, { now: nowMs * 1000, onProgress: () => undefined });
  console.log(`the story told into an empty database in ${Math.round(performance.now() - begun)} ms`);
  await maker.end();
  return openMade(server.url('postgres'), nowMs, () => server.stop());
}

const home = mkdtempSync(path.join(os.tmpdir(), 'investigator-demo-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe.each([
  ['today', madeToday],
  ['on the first of March of a leap year', madeAtMonthEnd],
] as const)('the demo made %s', (_, make) => {
  let made: MadeDemo | null = null;
  beforeAll(async () => {
    made = await make(home);
  }, 600_000);
  afterAll(async () => {
    await made?.end();
  });

  const demo = (): MadeDemo => {
    if (made === null) throw new Error('the demo was not made');
    return made;
  };
  checkIncident(demo);
  checkScope(demo);
  checkCoverUp(demo);
  checkSurroundings(demo);
});

/** After the checks of today's demo above: it is stopped, and lies in the home folder. */
describe('the demo started again', () => {
  test('is the same one, quickly, for a role that can only read', async () => {
    const begun = performance.now();
    const demo = await startDemo({ home, make: () => Promise.reject(new Error('it was made before')) });
    console.log(`demo started again in ${Math.round(performance.now() - begun)} ms`);
    const client = new pg.Client({ connectionString: demo.url });
    await client.connect();
    try {
      const { rows } = await client.query('SELECT count(*) > 50000 AS whole FROM threadline.audit_changes');
      expect(rows).toEqual([{ whole: true }]);
      const role =
        await client.query(`SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,
        (SELECT count(*)::int FROM pg_auth_members WHERE member = oid) AS memberships FROM pg_roles WHERE rolname = current_user`);
      expect(Object.values(role.rows[0] as object)).toEqual([false, false, false, false, false, 0]);
      // Not only because its sessions are read-only by default: it has no right either.
      await client.query('SET default_transaction_read_only = off');
      for (const attempt of [
        'UPDATE threadline.audit_changes SET op = op',
        'DELETE FROM threadline.audit_transactions',
        'INSERT INTO threadline.threadline_saved_views (name, actor_ref, filters) VALUES ($$x$$, $${}$$, $${}$$)',
        'TRUNCATE threadline.audit_actions',
        'UPDATE public.members SET role = role',
        'ALTER TABLE public.members DISABLE TRIGGER threadline_audit_members',
        'CREATE TABLE public.mine (id int)',
        'CREATE TEMPORARY TABLE mine (id int)',
        'SET ROLE shop_owner',
        'CREATE SCHEMA mine',
      ]) {
        await expect(client.query(attempt), attempt).rejects.toThrow(/permission denied|must be owner/);
      }
    } finally {
      await client.end();
      await demo.stop();
    }
  });
});
