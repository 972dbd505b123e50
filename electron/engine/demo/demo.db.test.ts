import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startEmbeddedServer } from '@engine/embedded/server.ts';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { checkCoverUp } from './checks/coverUp.ts';
import { checkIncident } from './checks/incident.ts';
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
  checkCoverUp(demo);
  checkSurroundings(demo);
});
