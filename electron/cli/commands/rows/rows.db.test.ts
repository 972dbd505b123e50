import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureInstallSql } from '@engine/capture/install.ts';
import { captureTriggerSql } from '@engine/capture/triggers.ts';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { documents } from '@shared/cli/documents.ts';
import { makeCli, type Cli, type CliRun } from '../../testing/cli.ts';
import { expectFailure } from '../../testing/expectFailure.ts';

let cli: Cli;
let db: TestDatabase;
beforeAll(async () => {
  [cli, db] = await Promise.all([makeCli(), createTestDatabase()]);
  await db.execute(captureInstallSql({ storageSchema: 'threadline', era: 'current' }));
  await db.execute(`
    CREATE SCHEMA shop; CREATE SCHEMA old;
    CREATE TABLE shop.users (id bigint PRIMARY KEY, name text, amount numeric, ssn text);
    CREATE TABLE shop.orders (id int PRIMARY KEY, user_id bigint REFERENCES shop.users);
    CREATE TABLE old.users (id int PRIMARY KEY);`);
  const tables = [
    { table: 'shop.users', mask: ['ssn'], store_changed_from: true },
    { table: 'shop.orders' },
    { table: 'old.users' },
  ];
  await db.execute(captureTriggerSql({ storageSchema: 'threadline', era: 'current', tables }));
  for (const statement of [
    `BEGIN; SET LOCAL threadline.actor_ref = '{"type":"user","id":"7"}'; INSERT INTO shop.users VALUES (9007199254740993, E'a\u001b[31m', 12.50, '1'); COMMIT`,
    `UPDATE shop.users SET amount = 12.5, ssn = '2'`,
    `INSERT INTO shop.orders VALUES (1, 9007199254740993)`,
    `INSERT INTO shop.users VALUES (1, 'x', 0, ''); UPDATE shop.users SET id = 2 WHERE id = 1; DELETE FROM shop.users WHERE id = 2`,
  ])
    await db.execute(statement);
  await db.execute(`
    UPDATE threadline.audit_changes c SET captured_at = timestamptz '2026-03-01Z' + o.n * interval '1 microsecond'
    FROM (SELECT id, row_number() OVER (ORDER BY captured_at) n FROM threadline.audit_changes) o WHERE o.id = c.id`);
});
afterAll(async () => {
  await cli.remove();
  await db.drop();
});

const at = (n: number): string => `2026-03-01T00:00:00.00000${n}Z`;
const BIG = ['--table', 'shop.users', '--pk', '9007199254740993'];
const run = (...args: readonly string[]): Promise<CliRun> => cli.run([...args, '--url', db.url]);
async function document(name: keyof typeof documents, ...args: readonly string[]) {
  const { code, stdout, stderr } = await run(name, ...args, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return { text: stdout, answer: documents[name].parse(JSON.parse(stdout)) as Record<string, unknown> };
}

describe('history', () => {
  it('is one document of the whole key, digits kept', async () => {
    const { text, answer } = await document('history', ...BIG, '--limit', '1');
    expect(answer).toMatchObject({ has_more: true, row: { key_source: 'trigger' } });
    expect(text).toContain('"table_pk":{"id": "9007199254740993"}');
    expect(text).toContain('"id": 9007199254740993');
    const older = await document('history', ...BIG, '--after', answer['cursor'] as string);
    expect(older.answer).toMatchObject({ has_more: false, cursor: null });
  });

  it('for people: what, when, who, and where the key changed', async () => {
    const { stdout } = await run('history', '--table', 'shop.users', '--pk', '{"id":1}');
    expect(stdout).toMatch(/^shop\.users id=1\nCAPTURED AT/);
    expect(stdout).toMatch(/the key changed:\n {2}2026-\S+Z {2}went to id=2 {2}transaction/);
    const { stdout: arrived } = await run('history', '--table', 'shop.users', '--pk', '2');
    expect(arrived).toMatch(/came from id=1/);
    // An empty list is an answer.
    expect(await run('history', '--table', 'shop.users', '--pk', '77')).toEqual({
      code: 0,
      stdout: 'no change is recorded of shop.users id=77 in what was asked\n',
      stderr: '',
    });
  });

  it('bounds are inclusive, to the microsecond', async () => {
    const { answer } = await document('history', ...BIG, '--from', at(2), '--to', at(2));
    expect(answer['entries']).toHaveLength(1);
    expect((await document('history', ...BIG, '--to', at(0))).answer['entries']).toEqual([]);
  });

  it.each([
    ['invalid_key', ['--table', 'shop.users', '--pk', '{"nr":1}'], 2],
    ['invalid_key', ['--table', 'shop.users', '--pk', '{"id":null}'], 2],
    ['ambiguous_table', ['--table', 'users', '--pk', '1'], 2],
    ['not_found', ['--table', 'shop.usres', '--pk', '1'], 1],
    ['invalid_cursor', [...BIG, '--after', 'x'], 2],
    ['usage', [...BIG, '--after', 'x', '--before', 'y'], 2],
    ['usage', ['--table', 'shop.users'], 2],
  ])('%s: %j', async (code, args, exit) => {
    expectFailure(await run('history', ...args, '--json'), code, exit, { json: true });
  });
});

describe('as-of', () => {
  it('answers the three outcomes with exit 0 and exactly four members', async () => {
    const { text, answer } = await document('as-of', ...BIG, '--at', at(1));
    expect(Object.keys(answer).sort()).toEqual(['captured_at', 'change_id', 'data', 'status']);
    expect(answer).toMatchObject({ status: 'present', captured_at: at(1) });
    expect(text).toContain('"amount": 12.50');
    expect((await document('as-of', ...BIG, '--at', at(0))).answer).toEqual({
      status: 'before_audit_horizon',
      data: null,
      change_id: null,
      captured_at: null,
    });
    const gone = ['--table', 'shop.users', '--pk', '2', '--at', '2026-04-01T00:00:00Z'];
    expect((await document('as-of', ...gone)).answer).toMatchObject({ status: 'deleted_record', data: null });
    expect((await run('as-of', ...gone)).stdout).toMatch(
      /deleted 2026[\s\S]*last known state, captured[\s\S]*name +"x"/,
    );
  });

  it('no stored value moves the cursor of a terminal', async () => {
    const { stdout } = await run('as-of', ...BIG, '--at', at(1));
    expect(stdout).toContain('"a\\u001b[31m"');
    expect(stdout).not.toContain('\u001b');
  });

  it('refuses a time that is none', async () => {
    expectFailure(await run('as-of', ...BIG, '--at', 'now'), 'invalid_instant', 2);
  });
});

describe('compare, blame, related', () => {
  it('compare keeps digits, says equal in value, and does not call masked unchanged', async () => {
    const { text } = await document('compare', ...BIG, '--at', at(1), '--and', at(2));
    expect(text).toContain('"before":12.50,"after":12.5');
    const { stdout } = await run('compare', ...BIG, '--at', at(1), '--and', at(2));
    expect(stdout).toMatch(/amount +changed, equal in value +12\.50 +12\.5\n/);
    expect(stdout).toMatch(/ssn +masked, updated 1× between/);
    expect(stdout).toMatch(/2 fields are the same/);
  });

  it('blame names change, actor and instant a field', async () => {
    const { answer } = await document('blame', ...BIG);
    expect(answer['fields']).toMatchObject([
      // 12.50 and 12.5 are one number: capture does not name the field.
      { name: 'amount', state: 'set', set_by: { op: 'insert', captured_at: at(1) } },
      { name: 'id', set_by: { op: 'insert', actor_ref: { type: 'user', id: '7' } } },
      { name: 'name' },
      { name: 'ssn', masked: true, set_by: { op: 'update', captured_at: at(2), actor_ref: null } },
    ]);
    const { stdout } = await run('blame', ...BIG);
    expect(stdout).toMatch(/^name +"a\S* +2026-03-01T00:00:00\.000001Z +insert +user:7/m);
    expect(stdout).toMatch(/\[REDACTED\]" \(masked\)/);
  });

  it('related of a row that is nowhere is not found', async () => {
    expectFailure(await run('related', '--table', 'shop.users', '--pk', '77', '--json'), 'not_found', 1, {
      json: true,
      message: /shop\.users id=77: there is no live row with this key, and no image of it was captured/,
    });
  });

  it('related follows foreign keys both ways', async () => {
    const { answer } = await document('related', ...BIG);
    expect(answer['relations']).toMatchObject([
      {
        direction: 'referenced_by',
        table_name: 'orders',
        rows: [{ table_pk: { id: '1' }, found_by: 'live' }],
      },
    ]);
    const { stdout } = await run('related', '--table', 'shop.orders', '--pk', '1');
    expect(stdout).toMatch(/→ shop\.users \(id\) {2}by user_id/);
    expect(stdout).toMatch(/shop\.users +id=9007199254740993 +live +2026-03-01T00:00:00\.000002Z +update/);
  });
});
