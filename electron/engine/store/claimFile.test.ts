import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  breakClaim,
  claimAge,
  claimantSchema,
  createClaim,
  lives,
  readClaim,
  releaseClaim,
  thisProcess,
} from './claimFile.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'investigator-claim-'));
  file = path.join(folder, 'claim.json');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

describe('a claim by file', () => {
  it('is made once, whole, for its owner only, and leaves nothing beside it', async () => {
    const [first, second] = [await thisProcess(), await thisProcess()];
    expect(await createClaim(file, first)).toBe(true);
    expect(await createClaim(file, second)).toBe(false);
    expect(await readClaim(file, claimantSchema)).toEqual(first);
    expect(fs.statSync(file).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    expect(await claimAge(file)).toBeLessThan(60_000);
    await releaseClaim(file, second);
    expect(fs.readdirSync(folder)).toEqual(['claim.json']);
    await releaseClaim(file, first);
    expect(fs.readdirSync(folder)).toEqual([]);
    expect(await claimAge(file)).toBeNull();
  });

  it('of a process that ended, or whose id another one has now, is dead', async () => {
    const mine = await thisProcess();
    expect(await lives(mine)).toBe(true);
    expect(await lives({ ...mine, started: null })).toBe(true);
    expect(await lives({ ...mine, pid: 2 ** 30 })).toBe(false);
    expect(await lives({ ...mine, started: mine.started === null ? null : '1' })).toBe(mine.started === null);
  });

  it('is broken when it is the dead one, and put back when it is a fresh one', async () => {
    const [dead, fresh] = [await thisProcess(), await thisProcess()];
    await createClaim(file, fresh);
    await breakClaim(file, claimantSchema, dead);
    expect(await readClaim(file, claimantSchema)).toEqual(fresh);
    await breakClaim(file, claimantSchema, fresh);
    expect(fs.readdirSync(folder)).toEqual([]);
    await breakClaim(file, claimantSchema, fresh);
  });

  it('nobody can read is broken as such', async () => {
    const strict = claimantSchema.extend({ host: claimantSchema.shape.token });
    await createClaim(file, await thisProcess());
    expect(await readClaim(file, strict)).toBeNull();
    await breakClaim(file, strict, null);
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});
