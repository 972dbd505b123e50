import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { documents } from '@shared/cli/documents.ts';
import type { z } from 'zod';
import { makeCli, type Cli, type CliRun } from '../../testing/cli.ts';
import { expectFailure } from '../../testing/expectFailure.ts';

const CHANGES = 6936;

let cli: Cli;
let database: TestDatabase;
beforeAll(async () => {
  [cli, database] = await Promise.all([makeCli(), createTestDatabase({ from: 'seed' })]);
});
afterAll(async () => {
  await cli.remove();
  await database.drop();
});

const ask = (...args: readonly string[]): Promise<CliRun> => cli.run([...args, '--url', database.url]);

async function json<K extends 'overview' | 'histogram' | 'facets' | 'different'>(
  document: K,
  ...args: readonly string[]
): Promise<z.infer<(typeof documents)[K]>> {
  const { code, stdout, stderr } = await ask(document, ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return documents[document].parse(JSON.parse(stdout)) as z.infer<(typeof documents)[K]>;
}

async function text(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await ask(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe('histogram', () => {
  it('adds up to the count, in at most so many buckets of a width people read', async () => {
    const all = await json('histogram');
    expect(sum(all.buckets.flatMap(({ counts }) => Object.values(counts))) + all.unplaced).toBe(CHANGES);
    expect(all.buckets.length).toBeLessThanOrEqual(120);
    const few = await json('histogram', '--buckets', '7', '--by', 'table', '--table', 'users');
    expect(few.buckets.length).toBeLessThanOrEqual(7);
    expect(Object.keys(few.buckets.at(-1)?.counts ?? {})).toEqual(['public.users']);
    const count = await ask('count', '--table', 'users');
    expect(sum(few.buckets.flatMap(({ counts }) => Object.values(counts)))).toBe(Number(count.stdout));
  });

  it('is exact even when a coarse answer would do, where the table is small', async () => {
    const [coarse, exact] = await Promise.all([json('histogram', '--coarse'), json('histogram')]);
    expect(coarse).toEqual(exact);
  });

  it('reads for people', async () => {
    const shown = await text('histogram', '--by', 'actor', '--buckets', '5');
    expect(shown).toMatch(/^FROM +/);
    expect(shown).toContain(`${CHANGES} changes from `);
  });

  it('names a table nobody knows beside an empty answer', async () => {
    const run = await ask('histogram', '--table', 'usres');
    expect(run).toMatchObject({ code: 0, stdout: 'no change matches\n' });
    expect(run.stderr).toContain('did you mean "users"?');
  });

  it.each([
    [['--buckets', '301'], /from 1 to 300/],
    [['--by', 'hour'], /op, table, actor/],
  ])('refuses %j', async (args, message) => {
    expectFailure(await ask('histogram', ...args), 'usage', 2, { message });
  });
});

describe('facets', () => {
  it('count every change once in each facet but fields', async () => {
    const all = await json('facets');
    expect({ counted: all.counted, capped: all.capped, unavailable: all.unavailable }).toEqual({
      counted: CHANGES,
      capped: false,
      unavailable: [],
    });
    for (const facet of ['table', 'op', 'actor', 'action', 'source'] as const) {
      const counts = (all[facet] ?? []).map(({ count }) => count);
      expect([facet, sum(counts) + (all.others[facet]?.count ?? 0)]).toEqual([facet, CHANGES]);
    }
  });

  it('give values that the filters take, with the counts they then have', async () => {
    const { table = [], actor = [], field = [], op } = await json('facets', '--of', 'table, actor,field');
    expect(op).toBeUndefined();
    for (const [flag, facet] of [
      ['--table', table],
      ['--actor', actor],
      ['--field', field],
    ] as const) {
      const first = facet.find(({ value }) => value !== null && value !== 'anonymous');
      const { stdout } = await ask('count', flag, first?.value ?? '');
      expect([flag, first?.count]).toEqual([flag, Number(stdout)]);
    }
  });

  it('say when they looked at the newest only', async () => {
    expect(await json('facets', '--cap', '10')).toMatchObject({ counted: 10, capped: true });
    expect(await text('facets', '--of', 'op', '--cap', '10')).toContain('the newest 10 changes only');
  });

  it('refuse what is none', async () => {
    expectFailure(await ask('facets', '--of', 'table,hour'), 'usage', 2, { message: /"hour" is none of/ });
  });
});

describe('different', () => {
  it('takes filters behind --against as the second set, options and --json anywhere', async () => {
    const two = await json('different', '--op', 'delete', '--against', '--op', 'insert', '--limit', '5');
    const [deletes, inserts] = await Promise.all([
      ask('count', '--op', 'delete'),
      ask('count', '--op', 'insert'),
    ]);
    expect([two.selected, two.against]).toEqual([Number(deletes.stdout), Number(inserts.stdout)]);
    expect(two.differences.length).toBeLessThanOrEqual(5);
    expect(two.differences.find(({ key }) => key === 'op')).toMatchObject({ value: 'delete', ratio: null });
  });

  it('compares with the rest of the window by itself', async () => {
    const { selected, against } = await json('different', '--table', 'users');
    expect(selected + against).toBe(CHANGES);
    expect(await text('different', '--table', 'users')).toMatch(/^WHAT +VALUE +SELECTED/);
  });

  it('reads a scope on either side', async () => {
    const file = path.join(cli.folder, 'scope.json');
    await writeFile(file, '{"any":[{"op":["delete"]},{"table":["users"]}]}');
    const left = await json('different', '--scope', file, '--against', '--op', 'update');
    const right = await json('different', '--op', 'update', '--against', '--scope', file);
    expect([left.selected, left.against]).toEqual([right.against, right.selected]);
  });

  it('refuses a selection of everything, and --against twice', async () => {
    expectFailure(await ask('different'), 'invalid_filter', 2, { message: /select everything/ });
    expectFailure(await ask('different', '--against', '--against'), 'usage', 2, { message: /given twice/ });
  });
});

describe('overview', () => {
  it('is one document of what is held', async () => {
    const answer = await json('overview', '--days', '3');
    expect(answer.period.days).toBe(3);
    expect(answer.volume.buckets).toHaveLength(3);
    expect(answer.newest).toHaveLength(10);
    expect(answer.integrity).toEqual({ summary: null, reason: 'not run: not asked for' });
  });

  it('takes the policy from a configuration', async () => {
    const file = path.join(cli.folder, 'threadline.config.json');
    await writeFile(file, '{"retention":{"enabled":true,"keep_days":90}}');
    const { retention, window } = await json('overview', '--days', '1', '--config', file);
    expect(retention.reason).toContain('by the given policy of 90 days');
    expect((retention.oldest_rows_go_at ?? '') > (window.oldest ?? '')).toBe(true);
  });

  it('reads for people', async () => {
    const shown = await text('overview');
    expect(shown).toMatch(/^read at +20/);
    expect(shown).toMatch(/oldest row still here +2026-/);
    expect(shown).toContain('Changes a day, UTC, the last 30 days');
    expect(shown).toContain('Newest transactions');
    expect(shown).toMatch(/integrity +not run/);
  });

  it('--integrity counts what is unexplained', async () => {
    const { integrity } = await json('overview', '--days', '3', '--integrity');
    expect(integrity).toMatchObject({ summary: { unexplained: 0, codes: [] }, reason: null });
    const shown = await text('overview', '--days', '3', '--integrity');
    expect(shown).toMatch(/integrity +0 unexplained; \d+ checks? could not tell; checked \d+ changes? and /);
  });
});
