import type { ReactNode } from 'react';
import type { LedgerReport } from '@shared/domain/ledgerReads.ts';
import { ledgerVerdict } from '@shared/domain/ledgerWords.ts';
import { capital, plural } from '@renderer/lib/format.ts';
import { formatClock, type Zone } from '@renderer/lib/zone.ts';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { Badge } from '@renderer/ui/Marks.tsx';
import { Panel } from '@renderer/ui/Screen.tsx';
import css from './Ledger.module.css';

/** Breaks listed; the command line lists all. */
const SHOWN = 20;

/** Whether the ledger is as it was written, and where not. */
export function ChainPanel({
  report,
  zone,
}: {
  readonly report: LedgerReport;
  readonly zone: Zone;
}): ReactNode {
  const { verdict, faults, faults_total: total, missing, unfinished, head } = report;
  return (
    <Panel title="The chain" second={`checked at ${formatClock(report.checked_at, zone)}`}>
      <p className={css['verdict']}>
        {verdict === 'broken' && <Badge tone="warn">broken</Badge>}
        {capital(ledgerVerdict(report))}.
      </p>
      {(faults.length > 0 || missing.length > 0 || unfinished.length > 0) && (
        <ul className={css['found']}>
          {faults.slice(0, SHOWN).map(({ segment, line, message }, at) => (
            <li key={at}>
              {segment !== null && (
                <span className="mono">
                  {segment}.ndjson, line {line}
                </span>
              )}{' '}
              {message}
            </li>
          ))}
          {total > SHOWN && <li>and {plural(total - SHOWN, 'more break')}: “ledger verify” lists them</li>}
          {missing.map((one) => (
            <li key={one.head}>
              Segment <span className="mono">{one.segment}</span> is not here:{' '}
              {plural(one.entries, 'entry', 'entries')}. It left its head{' '}
              <span className="mono">{one.head.slice(0, 16)}…</span>
            </li>
          ))}
          {unfinished.map(({ segment, bytes }, at) => (
            <li key={`cut ${at}`}>
              In <span className="mono">{segment}.ndjson</span> a crash cut one entry after{' '}
              {plural(bytes, 'byte')}; that question is lost, no other.
            </li>
          ))}
        </ul>
      )}
      {head !== null && (
        <p className={css['head']}>
          Head <span className="mono">{head}</span> <CopyButton text={head} what="head of the ledger" />
          <br />
          Whoever can write this folder could write a whole new chain: note the head elsewhere to tell later
          that nothing up to here was changed.
        </p>
      )}
    </Panel>
  );
}
