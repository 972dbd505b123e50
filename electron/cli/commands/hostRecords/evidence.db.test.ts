import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureInstallSql } from '@engine/capture/install.ts';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { documents } from '@shared/cli/documents.ts';
import { makeCli, type Cli } from '../../testing/cli.ts';
import { expectFailure } from '../../testing/expectFailure.ts';

let cli: Cli;
let database: TestDatabase;

beforeAll(async () => {
  [cli, database] = await Promise.all([makeCli(), createTestDatabase()]);
  await database.execute(captureInstallSql({ storageSchema: 'threadline', era: 'current' }));
  await database.execute(`
    INSERT INTO threadline.threadline_evidence_records (subject, subject_ref, summary_status, recorded_at, detail)
    VALUES ('retention_run', '{"run": 1.50}', 'done', '2026-06-01T00:00:00.000001Z', '{"n": 9007199254740993}'),
           ('redaction_policy', '{}', 'recorded', '2026-06-02Z', '{}')`);
});
afterAll(async () => {
  await cli.remove();
  await database.drop();
});

const run = (...args: readonly string[]) => cli.run(['evidence', 'show', ...args, '--url', database.url]);

describe('evidence show', () => {
  it('prints the document of CONTRACT §9, every key', async () => {
    const ref = ['--subject', 'retention_run', '--subject-ref-json', '{"run":1.5}'];
    const { code, stdout, stderr } = await run(
      '--json',
      '--history',
      '--limit',
      '9',
      ...ref,
      '--from',
      '2026-06-01T02:00+02:00',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const document = documents['evidence show'].parse(JSON.parse(stdout));
    expect(document).toMatchObject({
      format_version: 1,
      proof_type: 'threadline_evidence',
      subject: 'retention_run',
      mode: 'history',
      filters: { from: '2026-06-01T00:00:00.000000Z', limit: 9, subject_ref: { run: 1.5 } },
      summary: { record_count: 1, subject_count: 1 },
    });
    expect(document.claim_assessment).toEqual({
      status: 'proven',
      kind: 'direct_fact',
      record_statuses: ['done'],
      error_statuses: ['invalid_request', 'runtime_failure'],
    });
    expect(stdout).toContain('{"n": 9007199254740993}');
    const overview = await run('--json');
    expect(documents['evidence show'].parse(JSON.parse(overview.stdout))).toMatchObject({
      subject: 'overview',
      mode: 'latest',
      filters: {},
      summary: { record_count: 2, subject_count: 2 },
      claim_assessment: { status: 'inferred_posture' },
    });
  });

  // CONTRACT §12, trap 43.
  it('exits 0 for "unsupported", and says that a class is no verification', async () => {
    const nothing = await run('--subject', 'export_delivery', '--json');
    expect(nothing.code).toBe(0);
    const document = documents['evidence show'].parse(JSON.parse(nothing.stdout));
    expect(document.claim_assessment).toMatchObject({ status: 'unsupported', reason: 'no_records' });
    expect(document.claim_assessment).not.toHaveProperty('record_statuses');
    const { stdout } = await run();
    expect(stdout).toMatch(/^RECORDED AT +SUBJECT +STATUS +CLAIM/);
    expect(stdout).toContain('nothing in it is hashed, signed or verified');
  });

  it('refuses what contradicts itself or cannot be', async () => {
    expectFailure(await run('--latest', '--history', '--json'), 'usage', 2, { json: true });
    expectFailure(await run('--subject', 'x', '--json'), 'invalid_filter', 2, { json: true });
    expectFailure(await run('--subject-ref-json', '{}'), 'invalid_filter', 2);
    expectFailure(await run('--from', 'yesterday'), 'invalid_instant', 2);
    expectFailure(await run('--limit', '0'), 'usage', 2);
    expectFailure(await run('stray'), 'usage', 2);
  });

  it('says "not installed" where the table is missing, exit 1', async () => {
    const old = await createTestDatabase();
    await old.execute(captureInstallSql({ storageSchema: 'public', era: 'baseline' }));
    const answer = await cli.run(['evidence', 'show', '--json', '--url', old.url]);
    expectFailure(answer, 'not_found', 1, { message: /is not installed in schema public/, json: true });
  });
});
