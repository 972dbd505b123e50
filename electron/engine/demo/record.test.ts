import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { demoVersion, isGood, readRecord, writeRecord } from './record.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'investigator-record-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hour = 3_600_000;
const now = Date.parse('2026-11-24T12:00:00Z');

test.each([
  ['made just now', demoVersion, now, true],
  ['made 23 hours ago', demoVersion, now - 23 * hour, true],
  ['made a day ago', demoVersion, now - 24 * hour, false],
  ['made a little ahead of a clock that was set back', demoVersion, now + hour / 20, true],
  ['made far in the future', demoVersion, now + hour, false],
  ['of an older version', demoVersion - 1, now, false],
  ['of a newer version', demoVersion + 1, now, false],
])('a demo %s', (_, version, madeAt, good) => {
  expect(isGood({ version, made_at_ms: madeAt }, now)).toBe(good);
});

test('a record is read as written; none and a damaged one are the same', async () => {
  const file = path.join(folder, 'demo.json');
  expect(await readRecord(file)).toBeNull();
  expect(isGood(null, now)).toBe(false);
  await writeRecord(file, now);
  expect(await readRecord(file)).toEqual({ version: demoVersion, made_at_ms: now });
  writeFileSync(file, '{"version":');
  expect(await readRecord(file)).toBeNull();
});
