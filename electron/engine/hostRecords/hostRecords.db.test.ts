import { afterAll, beforeAll, expect, it } from 'vitest';
import { evidenceAnswerSchema } from '@shared/domain/evidence.ts';
import { exportJobsSchema, retentionRunsSchema, savedViewsSchema } from '@shared/domain/hostRecords.ts';
import { captureInstallSql } from '../capture/install.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, describeOn, type TestDatabase } from '../testing/database.ts';
import { uuidOf } from '../testing/auditTables.ts';
import { testedVersions } from '../testing/servers.ts';
import { readEvidence, type EvidenceQuestion } from './evidence.ts';
import { exportJobs, retentionRuns, savedViews } from './lists.ts';

const everything: EvidenceQuestion = {
  subject: null,
  subject_ref: null,
  mode: 'latest',
  from: null,
  to: null,
  limit: null,
};

/** Three references of retention_run, the alphabetically first the oldest; two records of the last. */
const RECORDS = `
INSERT INTO threadline.threadline_evidence_records (id, subject, subject_ref, summary_status, recorded_at, detail) VALUES
 ('${uuidOf(1)}', 'retention_run', '{"run": "a"}', 'done', '2026-06-01T00:00:00.000001Z', '{"n": 9007199254740993}'),
 ('${uuidOf(2)}', 'retention_run', '{"run": "b", "x": 1}', 'done', '2026-06-02T00:00:00Z', '{}'),
 ('${uuidOf(3)}', 'retention_run', '{"run": "c"}', 'failed', '2026-06-03T00:00:00Z', '{}'),
 ('${uuidOf(4)}', 'retention_run', '{"run": "c"}', 'done', '2026-06-04T00:00:00Z', '{}'),
 ('${uuidOf(5)}', 'retention_run', '{"run": "c"}', 'late', '2026-06-04T00:00:00Z', '{}'),
 ('${uuidOf(6)}', 'redaction_policy', '{"run": "c"}', 'recorded', '2026-06-02T12:00:00Z', '{}');
INSERT INTO threadline.threadline_saved_views (id, name, actor_ref, filters, inserted_at) VALUES
 ('${uuidOf(1)}', 'old', '{"type":"user","id":"1"}', '{"from": "2026-06-01T00:00", "tabel": 1.50}', '2026-06-01Z'),
 ('${uuidOf(2)}', 'new', '{"type":"user","id":"1"}', '{}', '2026-06-02Z');
INSERT INTO threadline.threadline_export_jobs (id, status, query_params, expires_at, inserted_at, updated_at) VALUES
 ('${uuidOf(1)}', 'running', '{}', NULL, now() - interval '3 days', now() - interval '2 days'),
 ('${uuidOf(2)}', 'completed', '{}', now() - interval '1 hour', now() - interval '1 day', now());
INSERT INTO threadline.threadline_retention_runs (id, status, deleted_count, started_at, inserted_at) VALUES
 ('${uuidOf(1)}', 'running', NULL, now() - interval '25 hours', now() - interval '25 hours'),
 ('${uuidOf(2)}', 'running', NULL, now(), now()),
 ('${uuidOf(3)}', 'completed', 2147483647, now() - interval '9 days', now() - interval '9 days');`;

for (const version of testedVersions) {
  describeOn(version, 'records of the host', () => {
    let db: TestDatabase;
    let source: AuditSource;
    beforeAll(async () => {
      db = await createTestDatabase({ version });
      await db.execute(captureInstallSql({ storageSchema: 'threadline', era: 'current' }));
      await db.execute(RECORDS);
      source = await openAuditSource(db.endpoint, db.password);
    });
    afterAll(() => source.session.close());

    const evidence = async (question: Partial<EvidenceQuestion>) => {
      const answer = await readEvidence(source, { ...everything, ...question });
      return { ...evidenceAnswerSchema.parse(answer), ids: answer.records.map(({ id }) => id) };
    };
    const ids = (...numbers: readonly number[]): readonly string[] => numbers.map((n) => uuidOf(n));

    it('evidence: the newest of each subject and reference, ties by id, newest first', async () => {
      expect((await evidence({})).ids).toEqual(ids(5, 6, 2, 1));
      expect((await evidence({ subject: 'retention_run' })).ids).toEqual(ids(5, 2, 1));
      const { records, generated_at } = await evidence({
        limit: 1,
        subject: 'retention_run',
        to: '2026-06-01T02:00:00.000001+02:00',
      });
      expect(records).toMatchObject([
        { detail: '{"n": 9007199254740993}', schema_version: 1, actor_ref: null },
      ]);
      expect(generated_at).toMatch(/^\d{4}-.*Z$/);
    });

    it('§12 trap 44: a limit of the latest takes the newest ones, not the first references', async () => {
      expect((await evidence({ subject: 'retention_run', limit: 2 })).ids).toEqual(ids(5, 2));
    });

    it('evidence: history holds all, bounds inclusive to the microsecond', async () => {
      expect((await evidence({ mode: 'history' })).ids).toEqual(ids(5, 4, 3, 6, 2, 1));
      const from = '2026-06-02T00:00:00.000001Z';
      expect((await evidence({ mode: 'history', from })).ids).toEqual(ids(5, 4, 3, 6));
      const to = '2026-06-01T00:00:00.000001Z';
      expect((await evidence({ mode: 'history', to })).ids).toEqual(ids(1));
      expect((await evidence({ mode: 'history', to: '2026-06-01T00:00:00Z' })).ids).toEqual([]);
    });

    it('evidence: a reference is the whole object, keys in any order, and bounds hold for it too', async () => {
      const subject = 'retention_run';
      expect((await evidence({ subject, subject_ref: '{"x": 1, "run": "b"}' })).ids).toEqual(ids(2));
      expect((await evidence({ subject, subject_ref: '{"run": "b"}' })).ids).toEqual([]);
      const to = '2026-06-03T12:00:00Z';
      expect((await evidence({ subject, subject_ref: '{"run": "c"}', to })).ids).toEqual(ids(3));
    });

    it('evidence: classed as a whole', async () => {
      expect((await evidence({ subject: 'retention_run' })).claim.status).toBe('proven');
      expect((await evidence({})).claim.status).toBe('inferred_posture');
      expect((await evidence({ subject: 'export_delivery' })).claim).toMatchObject({
        status: 'unsupported',
        reason: 'no_records',
      });
    });

    it.each<[string, Partial<EvidenceQuestion>, string]>([
      ['an unknown subject', { subject: 'retention' }, 'invalid_filter'],
      ['a reference without subject', { subject_ref: '{}' }, 'invalid_filter'],
      ['a reference that is no object', { subject: 'retention_run', subject_ref: '[1]' }, 'invalid_filter'],
      ['a reference that is no JSON', { subject: 'retention_run', subject_ref: '{a}' }, 'invalid_filter'],
      ['a limit of nothing', { limit: 0 }, 'invalid_filter'],
      ['a time without offset', { from: '2026-06-01T00:00:00' }, 'invalid_instant'],
    ])('evidence: refuses %s', async (_, question, code) => {
      await expect(evidence(question)).rejects.toMatchObject({ code });
    });

    it('saved views: newest first, the filter map as it is kept', async () => {
      const views = savedViewsSchema.parse(await savedViews(source, 1));
      expect(views).toMatchObject({ installed: true, more: true, records: [{ name: 'new' }] });
      const all = await savedViews(source, 10);
      expect(all).toMatchObject({
        more: false,
        records: [{}, { filters: '{"from": "2026-06-01T00:00", "tabel": 1.50}' }],
      });
    });

    // CONTRACT §12, trap 38.
    it('export jobs and retention runs: what is most likely dead is marked, not rewritten', async () => {
      expect(exportJobsSchema.parse(await exportJobs(source, 10))).toMatchObject({
        records: [
          { status: 'completed', expired: true, stale: false },
          { status: 'running', expired: false, stale: true },
        ],
      });
      expect(retentionRunsSchema.parse(await retentionRuns(source, 10))).toMatchObject({
        records: [
          { status: 'running', stale: false },
          { status: 'running', stale: true },
          { status: 'completed', deleted_count: '2147483647', stale: false },
        ],
      });
      await expect(retentionRuns(source, 0)).rejects.toMatchObject({ code: 'invalid_request' });
    });

    it('a missing table is "not installed", never "empty"', async () => {
      const old = await createTestDatabase({ version });
      await old.execute(captureInstallSql({ storageSchema: 'public', era: 'baseline' }));
      const without = await openAuditSource(old.endpoint, old.password);
      expect(await savedViews(without, 10)).toEqual({ installed: false });
      expect(await exportJobs(without, 10)).toEqual({ installed: false });
      expect(await retentionRuns(without, 10)).toEqual({ installed: false });
      await expect(readEvidence(without, everything)).rejects.toMatchObject({
        code: 'not_found',
        message: 'threadline_evidence_records is not installed in schema public',
      });
      await without.session.close();
    });
  });
}
