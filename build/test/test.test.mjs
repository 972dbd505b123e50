import { expect, test } from 'vitest';
import { checks } from './checks.mjs';
import { playwrightCounts, vitestCounts } from './results.mjs';
import { schedule } from './schedule.mjs';

const assertion = (status, fullName) => ({ status, fullName });

test('vitest: passed, failed and skipped tests are counted, and a file that broke before its first test', () => {
  const report = {
    testResults: [
      {
        status: 'passed',
        assertionResults: [assertion('passed', 'a'), assertion('skipped', ' b '), assertion('todo', 'c')],
      },
      { status: 'failed', assertionResults: [assertion('failed', 'd'), assertion('passed', 'e')] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(vitestCounts(report)).toEqual({ passed: 2, failed: 2, skipped: ['b', 'c'] });
});

test('playwright: nested suites, skips with their reason, a flaky test is a failed one', () => {
  const spec = (title, status, annotations = []) => ({ title, tests: [{ status, annotations }] });
  const report = {
    errors: [],
    suites: [
      {
        title: 'road.spec.ts',
        specs: [spec('one', 'expected'), spec('two', 'flaky')],
        suites: [
          {
            title: 'inner',
            specs: [
              spec('three', 'unexpected'),
              spec('four', 'skipped', [{ type: 'skip', description: 'no key store' }]),
            ],
          },
        ],
      },
    ],
  };
  expect(playwrightCounts(report)).toEqual({
    passed: 1,
    failed: 2,
    skipped: ['road.spec.ts › inner › four (no key store)'],
  });
});

/** Runs checks whose end is in the test's hands; `events` tells what started and ended in which order. */
function staged(list, lanes, { failing = [] } = {}) {
  const events = [];
  const start = async ({ id }) => {
    events.push(`+${id}`);
    await new Promise((done) => setTimeout(done, 5));
    events.push(`-${id}`);
    return { ok: !failing.includes(id) };
  };
  const blocked = ({ id }, missing) => {
    events.push(`!${id}`);
    return { ok: false, missing };
  };
  return schedule(list, lanes, start, blocked).then((results) => ({ results, events }));
}

test('two at a time, in order', async () => {
  const { results, events } = await staged([{ id: 'a' }, { id: 'b' }, { id: 'c' }], 2);
  expect(events.slice(0, 2)).toEqual(['+a', '+b']);
  expect(events.indexOf('+c')).toBeGreaterThan(events.indexOf('-a'));
  expect([...results.keys()].sort()).toEqual(['a', 'b', 'c']);
});

test('one that has to be alone waits for all before it, and all after it wait for its end', async () => {
  const { events } = await staged([{ id: 'a' }, { id: 'solo', alone: true }, { id: 'b' }], 2);
  expect(events).toEqual(['+a', '-a', '+solo', '-solo', '+b', '-b']);
});

test('a check starts after those it needs, and is blocked when one of them failed', async () => {
  const list = [{ id: 'build' }, { id: 'use', after: ['build'] }, { id: 'other' }];
  const good = await staged(list, 2);
  expect(good.events.indexOf('+use')).toBeGreaterThan(good.events.indexOf('-build'));
  const bad = await staged(list, 2, { failing: ['build'] });
  expect(bad.events).toContain('!use');
  expect(bad.events).not.toContain('+use');
  expect(bad.results.get('use')).toEqual({ ok: false, missing: ['build'] });
  expect(bad.results.get('other')).toEqual({ ok: true });
});

test('every check needs only checks that are there; the long run has more of them', () => {
  const quick = checks().map(({ id }) => id);
  for (const { after = [] } of checks({ full: true })) for (const id of after) expect(quick).toContain(id);
  expect(new Set(quick).size).toBe(quick.length);
  expect(checks({ full: true }).map(({ id }) => id)).toEqual(
    expect.arrayContaining(['db-15', 'db-16', 'db-17']),
  );
});
