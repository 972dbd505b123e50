import { expect, it } from 'vitest';
import { captureInstallSql } from '../capture/install.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import { createTestDatabase } from '../testing/database.ts';
import { planText } from '../testing/filledTrail.ts';
import { evidenceStatement } from './evidenceStatement.ts';

it('evidence of a window is found by its index', async () => {
  const database = await createTestDatabase();
  await database.execute(captureInstallSql({ storageSchema: 'public', era: 'current' }));
  await database.execute(`
    INSERT INTO threadline_evidence_records (subject, subject_ref, summary_status, recorded_at, provenance, detail)
    SELECT 'retention_run', jsonb_build_object('id', g), 'ok', timestamptz '2026-01-01Z' + g * interval '1 minute', '{}', '{}'
      FROM generate_series(1, 20000) g`);
  await database.execute('VACUUM ANALYZE threadline_evidence_records');
  const source = await openAuditSource(database.endpoint, database.password);
  const window = { from: '2026-01-02T00:00:00.000000Z', to: '2026-01-02T00:05:00.000000Z' };
  const question = { subject: null, subject_ref: null, mode: 'history', ...window, limit: 50 } as const;
  const text = await planText(source, evidenceStatement('public', question));
  expect(text).toMatch(/threadline_evidence_records_recorded_at_idx/);
  expect(text).not.toMatch(/Seq Scan/);
  await source.session.close();
});
