import type { ReactNode } from 'react';
import type { Finding } from '@shared/domain/integrity.ts';
import { shortId } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { TransactionLink } from '@renderer/ui/links.tsx';
import type { Pair } from './Compare.tsx';
import { findingWords } from './findings.ts';
import { FindingMore } from './FindingNote.tsx';
import css from './Life.module.css';
import { versionName, versionOf, type Version } from './versions.ts';

interface BreakProps {
  readonly finding: Finding;
  readonly versions: readonly Version[];
  readonly zone: Zone;
  readonly onPair: (pair: Pair) => void;
}

/** Where the thread frays: two neighbouring versions contradict each other. */
export function Break({ finding, versions, zone, onPair }: BreakProps): ReactNode {
  const { title, text } = findingWords(finding, versions, zone);
  const [earlier, later] = finding.change_ids.map((id) => versionOf(versions, id));
  return (
    <li className={css['item']} data-kind="break">
      <span className={css['frayed']} aria-hidden="true">
        <Fray />
        <i />
        <Fray />
      </span>
      <div className={css['body']}>
        <h3>{title}</h3>
        <p className="sub">{text}</p>
        {finding.empty_transaction_ids.map((id) => (
          <p key={id} className={css['near']}>
            <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
              <circle cx="8" cy="8" r="5.3" fill="none" stroke="currentColor" strokeDasharray="2.2 2.2" />
            </svg>
            <span>
              between them: a{' '}
              <TransactionLink id={id}>
                <span title={id}>transaction without a change, {shortId(id)}</span>
              </TransactionLink>
            </span>
          </p>
        ))}
        {earlier != null && later != null && (
          <button
            type="button"
            className="lk"
            onClick={() =>
              onPair({ a: earlier.entry.audit_change.captured_at, b: later.entry.audit_change.captured_at })
            }
          >
            Compare {versionName(earlier, zone)} and {versionName(later, zone)}
          </button>
        )}
        <FindingMore finding={finding} />
      </div>
    </li>
  );
}

/** The end of a thread that was torn. */
function Fray(): ReactNode {
  return (
    <svg viewBox="0 0 44 44" width="44" height="44" fill="none" strokeLinecap="round">
      <path d="M22 0v14c0 6 3.5 8 3 14-.3 4-2 5-1.5 9" stroke="var(--thread)" strokeWidth="1.5" />
      <path d="M22 13c0 7-4.500 8-5.500 13-.6 3 .8 4-.3 7" stroke="var(--thread)" />
      <path d="M22 13c.3 6-1.200 9-1 15" stroke="var(--thread-dim)" />
    </svg>
  );
}
