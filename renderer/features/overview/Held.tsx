import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { Overview } from '@shared/domain/summaries.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import { ago, formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { Button } from '@renderer/ui/Button.tsx';
import { InstantLabel } from '@renderer/ui/Marks.tsx';
import css from './Overview.module.css';
import { coverageWords, integrityWords, retentionWords } from './words.ts';

interface HeldProps {
  readonly source: OpenSource;
  readonly overview: Overview;
  readonly zone: Zone;
}

/** How far back the trail reaches, when its end goes, and what is known of its wholeness. */
export function Held({ source, overview, zone }: HeldProps): ReactNode {
  const { window, estimates, retention, coverage, read_at } = overview;
  return (
    <dl className={css['facts']}>
      <dt>Oldest row still here</dt>
      <dd>
        <When instant={window.oldest} reference={read_at} zone={zone} />
      </dd>
      <dt>Newest row</dt>
      <dd>
        <When instant={window.newest} reference={read_at} zone={zone} />
      </dd>
      <dt>The host deletes the oldest rows</dt>
      <dd>
        {retention.oldest_rows_go_at === null ? (
          <span>not known when</span>
        ) : (
          <>
            about <InstantLabel instant={retention.oldest_rows_go_at} zone={zone} />
          </>
        )}
        <span className={css['why']}>{retention.reason}</span>
      </dd>
      <dt>Its last retention run</dt>
      <dd>
        {retentionWords(retention)}
        {retention.last_run?.started_at != null && (
          <span className={css['why']}>began {formatInstant(retention.last_run.started_at, zone)}</span>
        )}
      </dd>
      <dt>Rows</dt>
      <dd>
        about {formatCount(Math.round(estimates.changes))} changes in about{' '}
        {formatCount(Math.round(estimates.transactions))} transactions (estimate)
      </dd>
      <dt>Coverage</dt>
      <dd className={cx(coverage.verdict !== 'all_covered' && css['finding'])}>{coverageWords(coverage)}</dd>
      <dt>Integrity</dt>
      <dd>
        <Integrity source={source} period={overview.period} />
      </dd>
    </dl>
  );
}

function When({
  instant,
  reference,
  zone,
}: {
  readonly instant: string | null;
  readonly reference: string;
  readonly zone: Zone;
}): ReactNode {
  if (instant === null) return <span className="dim">there is no row</span>;
  return (
    <>
      <InstantLabel instant={instant} zone={zone} />
      <span className={css['why']}>{ago(instant, reference)}</span>
    </>
  );
}

/** Reads every change and live row of the days, so it is asked for. */
function Integrity({
  source,
  period,
}: {
  readonly source: OpenSource;
  readonly period: Overview['period'];
}): ReactNode {
  const { days, from, to } = period;
  const [asked, setAsked] = useState<number | null>(null);
  const request = { source: source.source, days, integrity: true };
  const query = useAnswer('summaries.overview', asked === days ? request : null);
  const there = from !== null && to !== null && (
    <Link to="/integrity" search={{ from, to }} className="lk">
      These days in Integrity
    </Link>
  );
  if (asked !== days)
    return (
      <>
        <span>not checked yet</span>
        <Button onClick={() => setAsked(days)}>Check these days</Button>
        {there}
      </>
    );
  return (
    <Answer query={query} what="the checks of these days" lines={1} onCancel={() => setAsked(null)}>
      {({ integrity }) => (
        <>
          <span className={cx((integrity.summary?.unexplained ?? 0) > 0 && css['finding'])}>
            {integrityWords(integrity)}
          </span>
          {there}
        </>
      )}
    </Answer>
  );
}
