import { afterAll, beforeAll, expect, it } from 'vitest';
import { captureInstallSql } from '../capture/install.ts';
import type { AuditSource } from '../db/session.ts';
import { readEvidence } from '../hostRecords/evidence.ts';
import { exportJobs, retentionRuns, savedViews } from '../hostRecords/lists.ts';
import { createTestDatabase, describeOn } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { openAuditSource } from './openAuditSource.ts';

for (const version of testedVersions) {
  describeOn(version, 'governance tables that the role may not read', () => {
    let source: AuditSource;
    let forget: () => Promise<void>;
    beforeAll(async () => {
      const database = await createTestDatabase({ version });
      await database.execute(captureInstallSql({ storageSchema: 'public', era: 'current' }));
      const user = `limited_${database.name}`;
      await database.execute(`DROP TABLE threadline_export_jobs; CREATE ROLE ${user} LOGIN PASSWORD 'p';
        GRANT SELECT ON audit_changes, audit_transactions, audit_actions, threadline_saved_views TO ${user}`);
      source = await openAuditSource({ ...database.endpoint, user }, 'p');
      forget = () => database.execute(`DROP OWNED BY ${user}; DROP ROLE ${user}`);
    });
    afterAll(async () => {
      await source.session.close();
      await forget();
    });

    it('are neither there nor missing, and the reason is told', () => {
      const { governance, warnings } = source.capability;
      expect(governance).toEqual({
        ...{ export_jobs: false, saved_views: true, retention_runs: null, evidence_records: null },
      });
      expect(warnings.find(({ code }) => code === 'governance_unreadable')?.message).toBe(
        'This role may not read threadline_retention_runs, threadline_evidence_records: what they hold is not known.',
      );
    });

    it('are not told as not installed', async () => {
      expect(await savedViews(source, 9)).toEqual({ installed: true, records: [], more: false });
      expect(await exportJobs(source, 9)).toEqual({ installed: false });
      await expect(retentionRuns(source, 9)).rejects.toMatchObject({ code: 'permission_denied' });
      const all = {
        subject: null,
        subject_ref: null,
        mode: 'latest',
        from: null,
        to: null,
        limit: null,
      } as const;
      await expect(readEvidence(source, all)).rejects.toMatchObject({ code: 'permission_denied' });
    });
  });
}
