import type { ReactNode } from 'react';
import { seriesMarks, type Histogram } from '@shared/domain/summaries.ts';
import { isCanonicalInstant, fromEpochMicros, toEpochMicros } from '@shared/domain/instant.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { Panel } from '@renderer/ui/Screen.tsx';
import css from './Actor.module.css';
import { lanesOf, type Lane } from './lanes.ts';
import { filtersOf, type ActorQuestion } from './question.ts';

const BUCKETS = 80;

interface LanesPanelProps {
  readonly question: ActorQuestion;
  readonly zone: Zone;
  readonly onChoose: (from: string, to: string) => void;
}

/** When the actor wrote to which table: a lane each, a knot where something was captured. */
export function LanesPanel({ question, zone, onChoose }: LanesPanelProps): ReactNode {
  const query = useAnswer(
    'summaries.histogram',
    { source: question.source, filters: filtersOf(question), buckets: BUCKETS, by: 'table', coarse: false },
    { keep: true },
  );
  return (
    <Panel title="Tables over time" second="changes by when they were captured; a knot leads into its span">
      <Answer query={query} what="when this actor wrote" lines={5}>
        {(histogram) => <Lanes histogram={histogram} zone={zone} onChoose={onChoose} />}
      </Answer>
    </Panel>
  );
}

function Lanes({
  histogram,
  zone,
  onChoose,
}: {
  readonly histogram: Histogram;
  readonly zone: Zone;
  readonly onChoose: (from: string, to: string) => void;
}): ReactNode {
  const { lanes, most } = lanesOf(histogram);
  const { from, to, bucket_seconds: seconds } = histogram;
  if (lanes.length === 0 || from === null || to === null || seconds === null)
    return <p className="dim">No change is captured of it in this window.</p>;
  const choose = (start: string): void => {
    if (!isCanonicalInstant(start)) return;
    onChoose(start, fromEpochMicros(toEpochMicros(start) + BigInt(seconds) * 1_000_000n - 1n));
  };
  return (
    <>
      <ul className={css['lanes']} aria-label="Changes by table over time">
        {lanes.map((lane) => (
          <li key={lane.table}>
            <span className="mono ell">
              {lane.table === seriesMarks.other ? 'all other tables' : lane.table}
            </span>
            <LaneKnots lane={lane} most={most} zone={zone} onChoose={choose} />
            <span>{formatCount(lane.total)}</span>
          </li>
        ))}
      </ul>
      <div className={css['ends']} aria-hidden="true">
        <span>{formatInstant(from, zone).slice(0, 16)}</span>
        <span>{formatInstant(to, zone).slice(0, 16)}</span>
      </div>
    </>
  );
}

function LaneKnots({
  lane,
  most,
  zone,
  onChoose,
}: {
  readonly lane: Lane;
  readonly most: number;
  readonly zone: Zone;
  readonly onChoose: (start: string) => void;
}): ReactNode {
  return (
    <span className={css['lane']} aria-hidden="true">
      {lane.buckets.map(({ start, count }) => (
        <button
          key={start}
          type="button"
          tabIndex={-1}
          title={count === 0 ? undefined : `${formatCount(count)} from ${formatInstant(start, zone)}`}
          disabled={count === 0}
          onClick={() => onChoose(start)}
        >
          {count > 0 && <i style={knot(count, most)} />}
        </button>
      ))}
    </span>
  );
}

/** By area, so that ten times as much looks ten times as much. */
function knot(count: number, most: number): { readonly width: number; readonly height: number } {
  const size = Math.max(3, Math.round(14 * Math.sqrt(count / most)));
  return { width: size, height: size };
}
