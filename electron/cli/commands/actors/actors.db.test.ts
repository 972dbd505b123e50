import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { auditTablesSql, oneChangeSql } from '@engine/testing/auditTables.ts';
import { golden } from '@engine/testing/goldens.ts';
import { documents } from '@shared/cli/documents.ts';
import type { z } from 'zod';
import { makeCli, type Cli } from '../../testing/cli.ts';
import { expectFailure } from '../../testing/expectFailure.ts';

/** A transaction of the seed with an action and several changes. */
const ID = 'da2e20b0-dbd4-4a3a-a0f5-168f15e66e54';

let cli: Cli;
let database: TestDatabase;
beforeAll(async () => {
  [cli, database] = await Promise.all([makeCli(), createTestDatabase({ from: 'seed' })]);
});
afterAll(async () => {
  await cli.remove();
  await database.drop();
});

const run = (...args: readonly string[]): ReturnType<Cli['run']> => cli.run([...args, '--url', database.url]);

async function json<K extends keyof typeof documents>(
  document: K,
  ...args: readonly string[]
): Promise<z.infer<(typeof documents)[K]>> {
  const { code, stdout, stderr } = await run(...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return documents[document].parse(JSON.parse(stdout)) as z.infer<(typeof documents)[K]>;
}

async function text(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  // eslint-disable-next-line no-control-regex -- that no stored value moves the cursor is the assertion
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  return stdout;
}

describe('actor', () => {
  const [upstream] = golden('actor_history.json') as readonly {
    readonly rows: readonly { readonly id: string }[];
  }[];

  it("lists upstream's transactions by its cursors, and back", async () => {
    const first = await json('actor', 'actor', 'user:u-1', '--limit', '100');
    const second = await json('actor', 'actor', 'user:u-1', '--limit', '100', '--after', first.cursor ?? '');
    expect(second).toMatchObject({ has_more: false, cursor: null });
    expect([...first.entries, ...second.entries].map(({ id }) => id)).toEqual(
      upstream?.rows.map(({ id }) => id),
    );
    const [place] = (await json('actor', 'actor', 'user:u-1', '--limit', '3', '--after', first.cursor ?? ''))
      .entries;
    expect(place).toEqual(second.entries[0]);
    const back = await json('actor', 'actor', 'user:u-1', '--limit', '5', '--before', first.cursor ?? '');
    expect(back.entries).toEqual(first.entries.slice(-6, -1));
  });

  it('keeps txid exact, and counts each transaction', async () => {
    const { stdout } = await run('actor', 'user:u-1', '--limit', '2', '--json');
    expect(stdout).toMatch(/"txid":9\d{9}[,}]/);
    const { entries } = await json('actor', 'actor', 'user:u-1', '--limit', '20');
    for (const { counts } of entries)
      expect(counts.by_op.insert + counts.by_op.update + counts.by_op.delete).toBe(counts.changes);
    expect(entries.some(({ action }) => action !== null)).toBe(true);
  });

  it('keeps nobody and anonymous apart', async () => {
    const nobody = await json('actor', 'actor', '--no-actor', '--limit', '5');
    expect(nobody.entries.every(({ actor_ref }) => actor_ref === null)).toBe(true);
    const anonymous = await json('actor', 'actor', 'anonymous', '--limit', '5');
    expect(anonymous.entries.map(({ actor_ref }) => (actor_ref as { type: string }).type)).toEqual(
      Array(5).fill('anonymous'),
    );
  });

  it('reads for people: who, when seen, a line a transaction, how to go on', async () => {
    const output = (await text('actor', 'user:u-1', '--limit', '2')).trimEnd().split('\n');
    expect(output[0]).toBe('actor  user:u-1 (set by the application, unverified)');
    expect(output[1]).toMatch(/^seen {3}\S+Z to \S+Z, 191 transactions; searched: the whole trail$/);
    expect(output[3]).toMatch(/^OCCURRED AT +CHANGES +OPS +TABLES +SOURCE +ACTION +TRANSACTION$/);
    expect(output[6]).toMatch(/^more: --after [\w-]+$/);
  });

  it('says what was searched when there is nothing', async () => {
    const output = await text('actor', 'user:no-such', '--from', '2026-05-01T00:00:00Z');
    expect(output).toContain('seen   never; searched: from 2026-05-01T00:00:00Z');
    expect(output).toMatch(/the oldest change still here was captured at 2026-05-01T\S+Z/);
  });

  it('refuses what it cannot know', async () => {
    expectFailure(await run('actor', '--json'), 'usage', 2, { json: true, message: /no actor is named/ });
    expectFailure(await run('actor', 'user:1', '--no-actor'), 'usage', 2);
    expectFailure(await run('actor', 'robot:1'), 'invalid_actor', 2);
    expectFailure(await run('actor', 'user:1', '--after', 'x', '--before', 'x'), 'usage', 2);
    expectFailure(await run('actor', 'user:1', '--after', 'nope'), 'invalid_cursor', 2);
    expectFailure(await run('actor', 'user:1', '--from', 'today'), 'invalid_instant', 2);
  });
});

describe('actor-summary', () => {
  it('adds up', async () => {
    const summary = await json('actor-summary', 'actor-summary', 'user:u-1');
    expect(summary).toMatchObject({ actor: 'user:u-1', transactions: 191, changes: 405 });
    const sum = (rows: readonly { readonly changes: number }[]): number =>
      rows.reduce((total, { changes }) => total + changes, 0);
    expect([sum(summary.by_table), sum(summary.by_source), sum(summary.by_hour)]).toEqual([405, 405, 405]);
  });

  it('reads for people', async () => {
    const output = await text('actor-summary', 'user:u-1');
    expect(output).toMatch(/^transactions {2}191$/m);
    expect(output).toMatch(/^TRANSACTIONS, UTC +MON +TUE/m);
    expect(output).toMatch(/^actions +\d+ recorded by this actor, \d+ failed$/m);
  });
});

describe('actor-baseline', () => {
  const window = ['--from', '2026-07-20T00:00:00Z', '--to', '2026-07-28T23:59:59.999999Z'] as const;

  it('holds a window against the other days', async () => {
    const baseline = await json('actor-baseline', 'actor-baseline', 'user:u-1', ...window);
    expect(baseline.window.transactions + baseline.elsewhere.transactions).toBe(191);
    expect(baseline.window.changes + baseline.elsewhere.changes).toBe(405);
    const ops = baseline.values.filter(({ dimension }) => dimension === 'op');
    expect(ops.reduce((sum, { in_window }) => sum + in_window, 0)).toBe(baseline.window.changes);
  });

  it('reads for people', async () => {
    const output = await text('actor-baseline', 'user:u-1', ...window);
    expect(output).toMatch(/^WHAT +VALUE +IN WINDOW +ON OTHER DAYS$/m);
    expect(output).toMatch(
      /^op +insert +\d+ of \d+ changes +elsewhere: \d+ changes on \d+ of \d+ other days$/m,
    );
  });

  it('needs a window', async () => {
    expectFailure(await run('actor-baseline', 'user:u-1', '--from', '2026-07-20T00:00:00Z'), 'usage', 2);
  });
});

describe('bursts', () => {
  it('pages through a window, of all actors and of one', async () => {
    const window = ['--from', '2026-07-01T00:00:00Z', '--to', '2026-07-31T00:00:00Z'] as const;
    const all = await json('bursts', 'bursts', ...window, '--limit', '1000');
    const first = await json('bursts', 'bursts', ...window, '--limit', '10');
    const second = await json('bursts', 'bursts', ...window, '--limit', '10', '--after', first.cursor ?? '');
    expect([...first.entries, ...second.entries]).toEqual(all.entries.slice(0, 20));
    const own = await json('bursts', 'bursts', 'user:u-1', ...window, '--gap', '86400');
    expect(own.entries.every(({ actor_ref }) => (actor_ref as { id: string }).id === 'u-1')).toBe(true);
    const wide = await json(
      'bursts',
      'bursts',
      'user:u-1',
      '--from',
      '2026-01-01T00:00:00Z',
      '--gap',
      '604800',
    );
    expect(wide.entries.reduce((sum, { transactions }) => sum + transactions, 0)).toBe(191);
  });

  it('reads for people, with what continues', async () => {
    const output = await text('bursts', '--limit', '2');
    expect(output).toMatch(/^FIRST CAPTURED WRITE +LAST CAPTURED WRITE/);
    const more = /^more: (.*)$/m.exec(output)?.[1] ?? '';
    expect(more).toMatch(/^--from \S+Z --to \S+Z --after \S+$/);
    expect(await text('bursts', '--limit', '2', ...more.split(' '))).toMatch(/^FIRST CAPTURED WRITE/);
  });
});

describe('correlation and action', () => {
  it('reach the same as the timeline', async () => {
    const found = await json('correlation', 'correlation', ' corr-multi ');
    expect(found).toMatchObject({ correlation_id: 'corr-multi' });
    expect(found.changes).toHaveLength(108);
    expect(found.truncated).toBeUndefined();
    const page = await json('timeline', 'timeline', '--correlation-id', 'corr-multi', '--limit', '1000');
    expect(found.changes).toEqual(page.entries.map(({ audit_change }) => audit_change));
    const cut = await json('correlation', 'correlation', 'corr-multi', '--limit', '107');
    expect(cut.truncated).toMatchObject({ changes: true });
    const [transaction] = found.transactions;
    const action = await json('action', 'action', transaction?.action_id ?? '');
    expect(action.transactions).toContainEqual(transaction);
    expect(action.changes).toEqual(
      found.changes.filter(({ transaction_id }) =>
        action.transactions?.some(({ id }) => id === transaction_id),
      ),
    );
  });

  it('read for people', async () => {
    const output = await text('correlation', 'corr-multi');
    expect(output).toMatch(/^changes {7}108$/m);
    expect(output).toMatch(/^RECORDED AT +ACTION +STATUS +CAPTURED/m);
    const [first] = (await json('correlation', 'correlation', 'corr-multi')).actions;
    const id = first?.id ?? '';
    // The table of transactions names the action as those of an actor do.
    const [, transactions = ''] = output.split(/^OCCURRED AT +ACTOR +SOURCE +ACTION +TRANSACTION$/m);
    expect(transactions).toContain(first?.name);
    expect(transactions).not.toContain(id);
    expect(await text('action', id)).toMatch(new RegExp(`^action {8}${id}\\nname`));
  });

  it('refuse what cannot be', async () => {
    expectFailure(await run('correlation', 'no-such', '--json'), 'not_found', 1, {
      json: true,
      message: /no action carries exactly the correlation id "no-such"/,
    });
    expectFailure(await run('correlation', ' '), 'invalid_filter', 2);
    expectFailure(await run('correlation', 'x'.repeat(257), '--json'), 'invalid_filter', 2, {
      json: true,
      message: /257 bytes/,
    });
    expectFailure(await run('action', ID), 'not_found', 1);
    expectFailure(await run('action', '7'), 'invalid_uuid', 2);
  });
});

describe('neighbours and around', () => {
  it('answer as one document', async () => {
    const neighbours = await json('neighbours', 'neighbours', ID, '--limit', '2');
    expect(neighbours.transaction.id).toBe(ID);
    expect(neighbours.by_actor.previous.length + neighbours.by_actor.next.length).toBeGreaterThan(0);
    const around = await json(
      'around',
      'around',
      neighbours.transaction.occurred_at,
      '--limit',
      '2',
      '--table-schema',
      'public',
    );
    expect(around.before.length + around.after.length).toBe(4);
  });

  it('read for people', async () => {
    const output = await text('neighbours', ID);
    expect(output).toMatch(/^same actor {2}\S+:/);
    expect(output).toMatch(/^same correlation {2}corr-multi$/m);
    expect(output.match(new RegExp(`^>.*${ID}$`, 'gm'))).toHaveLength(2);
    expect(output).toMatch(/^TABLE +KEY +BEFORE +AFTER$/m);
    expect(await text('around', '2026-06-01T00:00:00Z', '--limit', '1')).toMatch(
      /^later than 2026-06-01T00:00:00\.000000Z\nCAPTURED AT[\s\S]+\nat 2026-06-01T00:00:00\.000000Z or before\nCAPTURED AT/,
    );
  });

  it('refuse what is not there', async () => {
    expectFailure(await run('neighbours', '00000000-0000-4000-8000-000000000404'), 'not_found', 1);
    expectFailure(await run('around', 'noon'), 'invalid_instant', 2);
  });
});

describe('an old install without actors and actions', () => {
  it('says what is not recorded, and answers what can be', async () => {
    const old = await createTestDatabase();
    await old.execute(
      `${auditTablesSql({ actor: false, actionLink: false, actions: false })} ${oneChangeSql()}`,
    );
    const ask = (...args: readonly string[]): ReturnType<Cli['run']> => cli.run([...args, '--url', old.url]);
    for (const args of [
      ['actor', 'user:1'],
      ['actor', '--no-actor'],
      ['actor-summary', 'user:1'],
      ['bursts', 'user:1'],
      ['correlation', 'c'],
    ])
      expectFailure(await ask(...args), 'unavailable_filter', 2);
    const bursts = await ask('bursts', '--json');
    expect(documents.bursts.parse(JSON.parse(bursts.stdout)).entries).toHaveLength(1);
    const neighbours = await ask('neighbours', '00000000-0000-4000-8000-000000000001');
    expect(neighbours.stdout).toContain(
      'same actor  not recorded: audit_transactions has no column actor_ref',
    );
  });
});
