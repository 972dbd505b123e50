import { Check, Minus, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Capability } from '@shared/domain/capability.ts';
import css from './TestReport.module.css';
import { testReport, type ReportLine } from './report.ts';

const ICONS: Readonly<Record<ReportLine['state'], ReactNode>> = {
  good: <Check size={14} aria-label="present" />,
  missing: <Minus size={14} aria-label="missing" />,
  warning: <TriangleAlert size={14} aria-label="warning" />,
};

/** What a test of the connection found, in sentences. */
export function TestReport({ found }: { readonly found: Capability }): ReactNode {
  const lines = testReport(found);
  const concerns = lines.filter(({ state }) => state !== 'good').length;
  return (
    <section className={css['report']} aria-label="Test report" role="status">
      <h3>
        {concerns === 0
          ? 'It can be opened, and everything is there'
          : `It can be opened; ${concerns} ${concerns === 1 ? 'thing' : 'things'} to know`}
      </h3>
      <ul>
        {lines.map((line) => (
          <li key={line.title} className={css[line.state]}>
            {ICONS[line.state]}
            <div>
              <b>{line.title}</b>
              {line.text !== '' && <span>{line.text}</span>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
