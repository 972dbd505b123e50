import type { EvidenceAnswer } from '@shared/domain/evidence.ts';
import type { Paint } from '../terminal.ts';
import { actorText } from './actorText.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';

/** One line a record, newest first, then the assessment of the whole and what it is not. */
export function evidenceText({ subject, mode, claim, records }: EvidenceAnswer, paint: Paint): string {
  const table =
    records.length === 0
      ? `no evidence record of ${subject ?? 'any subject'} within these bounds\n`
      : renderTable(records, [
          { title: 'RECORDED AT', of: (record) => record.recorded_at },
          { title: 'SUBJECT', of: (record) => record.subject },
          { title: 'STATUS', of: (record) => record.summary_status },
          { title: 'CLAIM', of: (record) => record.claim.status },
          { title: 'ACTOR', of: (record) => actorText(record.actor_ref), max: 32 },
          { title: 'REFERENCE', of: (record) => record.subject_ref, max: 60 },
          { title: 'DETAIL', of: (record) => record.detail, max: 80 },
        ]);
  const reason = claim.reason === null ? '' : ` (${printable(claim.reason)})`;
  return [
    table.trimEnd(),
    `${mode} of ${subject ?? 'all subjects'}: ${claim.status}, ${claim.kind}${reason}`,
    paint.dim("This is the host's own log, classed by subject: nothing in it is hashed, signed or verified."),
  ]
    .map((line) => `${line}\n`)
    .join('');
}
