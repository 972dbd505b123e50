import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tamper } from '@engine/integrity/testing/tamper.ts';
import { makeWorld } from '@engine/integrity/testing/world.ts';
import { createTestDatabase } from '@engine/testing/database.ts';
import { integrityDocuments } from '@shared/cli/documents/integrity.ts';
import { expectFailure } from '../../testing/expectFailure.ts';
import { makeCli, type Cli } from '../../testing/cli.ts';

let cli: Cli;
let url: string;
beforeAll(async () => {
  cli = await makeCli();
  const world = await makeWorld(await createTestDatabase(), true);
  await tamper(world, ['edit an image', 'switch capture off for a write', 'delete a change'], () =>
    world.pass(3),
  );
  url = world.database.url;
});
afterAll(() => cli.remove());

describe('integrity', () => {
  it('prints its document and exits 0 whatever it finds', async () => {
    const { code, stdout, stderr } = await cli.run(['integrity', '--url', url, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const answer = integrityDocuments.integrity.parse(JSON.parse(stdout));
    expect(answer.findings.map(({ code: found }) => found)).toEqual([
      'written_later',
      'capture_switched',
      'chain_break',
      'uncaptured_write',
    ]);
    expect(answer.findings[3]?.columns).toEqual([
      { name: 'name', kind: 'live', before: 'v3', after: 'unseen' },
    ]);
    expect(answer.applies.clock).toBe(true);
  });

  it('--strict exits 1, with the answer printed', async () => {
    const { code, stdout, stderr } = await cli.run([
      'integrity',
      '--url',
      url,
      '--strict',
      '--table',
      'people',
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain('error[unexplained]: 4 findings are unexplained');
    expect(stdout).toMatch(
      /^written_later public\.people id=901\n {2}seen {12}The change says it was captured at /,
    );
    expect(stdout).toContain('\n  cannot tell ');
    expect(stdout).toMatch(/4 unexplained \(above\); checked \d+ changes and \d+ live rows of 1 table,/);
  });

  it('is content with what is untouched, and says what was looked at', async () => {
    const { code, stdout } = await cli.run(['integrity', '--url', url, '--strict', '--table', 'pads']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\n?0 unexplained; checked \d+ changes and \d+ live rows of 1 table, 2026-/);
  });
});

describe('integrity --strict', () => {
  const strict = (...args: readonly string[]) => cli.run(['integrity', '--url', url, '--strict', ...args]);

  it('fails where it checked nothing, or a named table is unknown', async () => {
    expectFailure(await strict('--table', 'padz'), 'not_found', 1, { message: /"padz"/ });
    expectFailure(await strict('--table', 'pads', '--table', 'padz'), 'not_found', 1, { message: /"padz"/ });
    expectFailure(await strict('--actor', 'user:nobody'), 'not_found', 1, { message: /nothing was checked/ });
  });

  it('leaves what is about a table out of a narrow question, and says so', async () => {
    const narrow = ['--table', 'people', '--op', 'delete'];
    const { code, stdout } = await strict(...narrow, '--json');
    const { findings, checked, notes } = integrityDocuments.integrity.parse(JSON.parse(stdout));
    expect({ code, narrow: checked.narrow, about: findings.map(({ about }) => about) }).toEqual({
      ...{ code: 0, narrow: true, about: ['table'] },
    });
    expect(notes.map(({ code: note }) => note)).not.toContain('orphan_transactions');
    expect((await strict(...narrow)).stdout).toContain('1 of them about a table as a whole');
  });
});

describe('integrity asked by a role under row security', () => {
  it('says that nothing could be checked, and --strict fails for that', async () => {
    const database = await createTestDatabase();
    await makeWorld(database, true);
    const user = `hidden_${database.name}`;
    await database.execute(`CREATE ROLE ${user} LOGIN PASSWORD 'p'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${user};
      ALTER TABLE audit_changes ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON audit_changes TO ${user} USING (op = 'insert')`);
    const asked = new URL(database.url);
    [asked.username, asked.password] = [user, 'p'];
    const { code, stdout } = await cli.run(['integrity', '--url', asked.href]);
    expect(code).toBe(0);
    expect(stdout).toContain('No check could be made: that nothing else is unexplained says nothing.');
    expect(stdout).toContain('5 checks could not tell');
    expectFailure(await cli.run(['integrity', '--url', asked.href, '--strict']), 'not_found', 1, {
      message: /nothing was checked: row security hides rows of audit_changes/,
    });
    await database.execute(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
  });
});

describe('no-change', () => {
  const window = (from: string, to: string): readonly string[] => [
    ...['no-change', '--url', url, '--table', 'pads', '--pk', '{"id": "4"}'],
    ...['--from', from, '--to', to],
  ];

  it('states it', async () => {
    const asked = window('2026-05-01T02:00:00Z', '2026-05-01T02:00:01Z');
    const { code, stdout } = await cli.run([...asked, '--json']);
    const answer = integrityDocuments['no-change'].parse(JSON.parse(stdout));
    expect({ code, outcome: answer.outcome, refusals: answer.refusals }).toEqual({
      code: 0,
      outcome: 'stated',
      refusals: [],
    });
    const { stdout: text } = await cli.run(asked);
    expect(text).toMatch(/^No captured change of public\.pads \{"id": "4"\} between /);
    expect(text).toContain('Wrong all the same if\n');
  });

  it('refuses it with exit 1 and the reasons', async () => {
    const { code, stdout, stderr } = await cli.run(window('2020-05-01T02:00:00Z', '2020-05-01T02:00:01Z'));
    expect(code).toBe(1);
    expect(stdout).toContain('Cannot be stated of public.pads id=4:\n');
    expect(stdout).toContain('before_retained_window');
    expect(stderr).toContain('error[not_stated]');
  });
});
