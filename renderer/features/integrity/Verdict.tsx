import { ListChecks, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatClock, formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { formatSeconds } from '@renderer/lib/format.ts';
import css from './Integrity.module.css';
import type { Checked } from './useRun.ts';
import { readText, verdictOf } from './words.ts';

/** What may be said of the window as a whole, and what that rests on. */
export function Verdict({ checked, zone }: { readonly checked: Checked; readonly zone: Zone }): ReactNode {
  const { integrity, begun } = checked;
  const { kind, title, text, untold } = verdictOf(integrity);
  const { from, to, seconds } = integrity.checked;
  const Icon = kind === 'unexplained' ? TriangleAlert : ListChecks;
  return (
    <section className={css['verdict']} aria-label="Verdict" data-kind={kind}>
      <h2>
        <Icon size={18} strokeWidth={1.5} aria-hidden="true" />
        {kind === 'nothing' ? title : `${title} ${kind === 'untold' ? 'of' : 'in'} ${readText(integrity)}`}
        {untold !== null && <span>{untold}</span>}
      </h2>
      <p>{text}</p>
      <p className={css['read']}>
        {from === null || to === null ? (
          'Read '
        ) : (
          <>
            <span className="mono">{formatInstant(from, zone)}</span> to{' '}
            <span className="mono">{formatInstant(to, zone)}</span>, read{' '}
          </>
        )}
        in one snapshot begun at {formatClock(begun, zone)}, in {formatSeconds(seconds)}.
        {integrity.capped && ' More findings exist than are listed: narrow the window or the table.'}
      </p>
    </section>
  );
}
