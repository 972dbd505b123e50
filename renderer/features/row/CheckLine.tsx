import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { plural } from '@renderer/lib/format.ts';
import { formatShort, type Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { ErrorPanel, ProgressBar } from '@renderer/ui/States.tsx';
import css from './Life.module.css';
import type { Check } from './useCheck.ts';

/** How far the wholeness of this life was looked at. */
export function CheckLine({
  check,
  table,
  looked,
  zone,
}: {
  readonly check: Check;
  readonly table: string;
  /** Versions there are. */
  readonly looked: number;
  readonly zone: Zone;
}): ReactNode {
  const { marks, integrity, findings, running, progress, error, run, stop } = check;
  if (running)
    return (
      <div className={css['check']} role="status">
        <span className="grow">
          {progress?.step ?? 'Checking this row'}
          <ProgressBar fraction={progress?.fraction ?? null} label="Check of this row" />
        </span>
        <Button onClick={stop}>Stop</Button>
      </div>
    );
  if (error !== null && error.code !== 'cancelled')
    return <ErrorPanel title="The trail of this row is not checked" error={error} onRetry={run} />;
  if (integrity !== null && findings !== null) {
    const { checked, could_not_tell: untold, checks } = integrity;
    const reasons = checks.flatMap(({ state, reason }) =>
      state === 'ran' || reason === null ? [] : [reason],
    );
    const range =
      checked.from === null || checked.to === null
        ? ''
        : `, ${formatShort(checked.from, zone)} to ${formatShort(checked.to, zone)}`;
    return (
      <p className={css['checked']}>
        {findings.length === 0
          ? 'No unexplained finding'
          : `${plural(findings.length, 'finding')}, unexplained`}
        ; checked {plural(checked.changes, 'change')}
        {range}
        {untold > 0 &&
          `. ${plural(untold, 'check')} could not tell: ${[...new Set(reasons)].join('; ')}`}.{' '}
        <Link to="/integrity" search={{ table }} className="lk">
          The whole table
        </Link>
      </p>
    );
  }
  if (marks === null) return <p className={css['checked']}>Looking for marks on these versions …</p>;
  return (
    <div className={css['check']}>
      <span className="grow">
        {looked === 0
          ? 'There is no version to look at.'
          : marks.length === 0
            ? 'A quick look marked none of these versions, which is no proof.'
            : `A quick look marked ${plural(marks.length, 'version')}.`}
      </span>
      <Button onClick={run}>Check in full</Button>
    </div>
  );
}
