import type { ReactNode } from 'react';
import type { AuditChange } from '@shared/domain/audit.ts';
import type { Finding, FindingCode } from '@shared/domain/integrity.ts';
import { FindingNote } from '@renderer/features/row/FindingNote.tsx';
import { FINDING_NAMES } from '@renderer/features/row/findings.ts';
import { tableText } from '@renderer/lib/change.ts';
import { capital } from '@renderer/lib/format.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import css from '../DetailPane.module.css';

interface FindingsPartProps {
  readonly source: string;
  readonly change: AuditChange;
  readonly codes: readonly FindingCode[];
  readonly zone: Zone;
}

/** Why the selected change is marked: each finding as a sentence, with what it cannot tell. */
export function FindingsPart({ source, change, codes, zone }: FindingsPartProps): ReactNode {
  const { id, captured_at: at } = change;
  const query = useAnswer('integrity.run', {
    source,
    filters: { from: at, to: at, table: [tableText(change)] },
  });
  const found = query.data === undefined ? [] : findingsOf(query.data.findings, id, codes);
  const untold = codes.filter((code) => !found.some((finding) => finding.code === code));
  return (
    <div className={css['findings']}>
      {found.map((finding) => (
        <FindingNote
          key={`${finding.code} ${finding.kind}`}
          finding={finding}
          versions={NO_VERSIONS}
          zone={zone}
        />
      ))}
      {untold.map((code) => (
        <p key={code} role="note">
          {capital(FINDING_NAMES[code])}
          {query.isPending ? ': what was seen is being read' : ''}
        </p>
      ))}
    </div>
  );
}

const NO_VERSIONS = [] as const;

/** Pure: the findings that mark this change, and no others of its moment. */
export function findingsOf(
  findings: readonly Finding[],
  id: string,
  codes: readonly FindingCode[],
): readonly Finding[] {
  return findings.filter(({ change_ids, code }) => change_ids.includes(id) && codes.includes(code));
}
