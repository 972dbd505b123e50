import { Check, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { MOST_ROWS_FOR_MARKS, type Finding } from '@shared/domain/integrity.ts';
import { titleOf } from '@renderer/features/integrity/words.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { ErrorPanel, ProgressBar } from '@renderer/ui/States.tsx';
import { markSentences } from './findings.ts';
import { HeavyAnswer } from './HeavyAnswer.tsx';
import { Part } from './Part.tsx';
import css from './SidePane.module.css';
import type { IntegrityCheck } from './useIntegrity.ts';

interface IntegrityPartProps {
  readonly check: IntegrityCheck;
  readonly changes: number;
  readonly zone: Zone;
}

/** What the database tells of these changes: each finding a sentence, with what it cannot tell. */
export function IntegrityPart({ check, changes, zone }: IntegrityPartProps): ReactNode {
  const { marks, looked, integrity, findings, running, progress, error, run, stop } = check;
  if (changes === 0)
    return (
      <Part title="Integrity">
        <p className={css['note']}>
          Checks compare changes with one another and with live rows; here is none to compare.
        </p>
      </Part>
    );
  return (
    <Part title="Integrity" second="traces capture cannot have left">
      {integrity === null ? (
        <HeavyAnswer heavy={marks} what="a quick look at these changes" lines={2}>
          {(found) => (
            <ul className={css['sentences']}>
              {markSentences(found).map((sentence) => (
                <Sentence key={sentence} warn>
                  {sentence}
                </Sentence>
              ))}
              {found.length === 0 && <Sentence>{unmarkedWords(looked, changes)}</Sentence>}
            </ul>
          )}
        </HeavyAnswer>
      ) : (
        <>
          {findings.map((finding, at) => (
            <FindingNote key={at} finding={finding} zone={zone} />
          ))}
          <p className={css['more']}>
            {findings.length === 0 ? 'No unexplained finding concerns it; ' : ''}
            checked {plural(integrity.checked.changes, 'change')} and{' '}
            {plural(integrity.checked.rows, 'live row')}
            {untold(integrity.checks)}.{integrity.capped && ' More findings exist than are listed.'}
          </p>
        </>
      )}
      {running && (
        <div className={css['running']} role="status">
          <span className="grow">
            {progress?.step ?? 'Checking these changes'}
            <ProgressBar fraction={progress?.fraction ?? null} label="Check of these changes" />
          </span>
          <Button onClick={stop}>Stop</Button>
        </div>
      )}
      {error !== null && error.code !== 'cancelled' && (
        <ErrorPanel title="These changes were not checked" error={error} onRetry={run} />
      )}
      {!running && integrity === null && error === null && <Button onClick={run}>Check thoroughly</Button>}
    </Part>
  );
}

const LEFT_OUT = `live tables of over ${formatCount(MOST_ROWS_FOR_MARKS)} rows are left out`;

function unmarkedWords(looked: number, changes: number): string {
  if (changes === 1) return `A quick look did not mark it; ${LEFT_OUT}.`;
  const which =
    looked < changes ? `newest ${formatCount(looked)} of ${formatCount(changes)}` : formatCount(changes);
  return `A quick look marked none of the ${which} changes; ${LEFT_OUT}.`;
}

/** Checks that could not tell prove nothing either way: they are said. */
function untold(
  checks: readonly { readonly check: string; readonly state: string; readonly reason: string | null }[],
): string {
  const reasons = checks.flatMap(({ state, reason }) => (state === 'cannot_tell' ? [reason ?? ''] : []));
  const distinct = [...new Set(reasons)].filter((reason) => reason !== '');
  return reasons.length === 0
    ? ''
    : `; ${plural(reasons.length, 'check')} could not tell${distinct.length === 0 ? '' : `: ${distinct.join('; ')}`}`;
}

function Sentence({
  warn = false,
  children,
}: {
  readonly warn?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const Icon = warn ? TriangleAlert : Check;
  return (
    <li data-warn={warn ? '' : undefined}>
      <Icon size={13} aria-hidden="true" />
      <span>{children}</span>
    </li>
  );
}

function FindingNote({ finding, zone }: { readonly finding: Finding; readonly zone: Zone }): ReactNode {
  return (
    <article className={css['finding']}>
      <h3>{titleOf(finding, zone)}</h3>
      <p>{finding.seen}</p>
      <p>
        <b>Consistent with</b> {finding.consistent_with}
      </p>
      <p>
        <b>Cannot tell</b> {finding.cannot_distinguish}
      </p>
    </article>
  );
}
