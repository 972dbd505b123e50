import type { EvidenceSubject } from '@shared/domain/evidence.ts';
import type { JsonText } from '@shared/domain/jsonText.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import { whereSql } from '../timeline/source.ts';

export interface EvidenceFilter {
  readonly subject: EvidenceSubject | null;
  /** jsonb equality, so that the order of keys does not matter. */
  readonly subject_ref: JsonText | null;
  readonly mode: 'latest' | 'history';
  /** Inclusive, of `recorded_at`. */
  readonly from: string | null;
  readonly to: string | null;
  readonly limit: number | null;
}

/**
 * Evidence records newest first, ties by id DESC (CONTRACT §9). Latest: the newest of each subject and reference
 * within the bounds; the limit then takes the newest of those (trap 44). Served by the indexes on subject and
 * recorded_at; the table holds what a host wrote by hand and is small.
 */
export function evidenceStatement(schema: string, filter: EvidenceFilter): Statement {
  const { subject, subject_ref, mode, from, to, limit } = filter;
  const { bind, values } = boundValues();
  const conditions = [
    subject === null ? null : `e.subject = ${bind(subject)}`,
    subject_ref === null ? null : `e.subject_ref = ${bind(subject_ref, 'jsonb')}`,
    from === null ? null : `e.recorded_at >= ${bind(from, 'timestamptz')}`,
    to === null ? null : `e.recorded_at <= ${bind(to, 'timestamptz')}`,
  ].filter((condition) => condition !== null);
  const table = qualified(schema, 'threadline_evidence_records');
  const distinct = mode === 'latest' ? 'DISTINCT ON (e.subject, e.subject_ref) ' : '';
  const order = mode === 'latest' ? ' ORDER BY e.subject, e.subject_ref, e.recorded_at DESC, e.id DESC' : '';
  return {
    text: [
      `SELECT r.id, r.subject, r.subject_ref, r.summary_status, ${instantSql('r.recorded_at')} AS recorded_at,`,
      `r.actor_ref, r.provenance, r.detail, r.schema_version, ${instantSql('r.inserted_at')} AS inserted_at`,
      `FROM (SELECT ${distinct}e.* FROM ${table} e ${whereSql(conditions)}${order}) r`,
      'ORDER BY r.recorded_at DESC, r.id DESC',
      limit === null ? '' : `LIMIT ${limit}`,
    ]
      .join(' ')
      .trimEnd(),
    values,
  };
}
