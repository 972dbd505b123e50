import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Burst } from '@shared/domain/bursts.ts';
import { call } from '@renderer/lib/bridge.ts';
import { formatCount } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { Button } from '@renderer/ui/Button.tsx';
import { InstantLabel, OpMark } from '@renderer/ui/Marks.tsx';
import { Panel } from '@renderer/ui/Screen.tsx';
import { Table } from '@renderer/ui/Table.tsx';
import css from './Actor.module.css';
import { burstTables, spanText } from './burstText.ts';
import type { ActorQuestion } from './question.ts';

/** Half an hour without a write ends a burst. */
const GAP_SECONDS = 1_800;
const PAGE = 20;

interface BurstsPanelProps {
  readonly question: ActorQuestion;
  readonly zone: Zone;
  readonly onChoose: (from: string, to: string) => void;
}

/** Transactions of the actor without half an hour between them, newest first; one becomes the window looked at. */
export function BurstsPanel({ question, zone, onChoose }: BurstsPanelProps): ReactNode {
  const { source, actor, from, to } = question;
  const query = useInfiniteQuery({
    queryKey: ['actors.bursts', source, question],
    initialPageParam: { cursor: null as string | null, from, to },
    structuralSharing: false,
    queryFn: ({ pageParam, signal }) =>
      call(
        'actors.bursts',
        { source, actor, ...pageParam, gap_seconds: GAP_SECONDS, direction: 'older', limit: PAGE },
        { signal },
      ),
    getNextPageParam: (page) =>
      page.cursor === null ? undefined : { cursor: page.cursor, from: page.from, to: page.to },
  });
  const rows = query.data?.pages.flatMap(({ entries }) => entries) ?? [];
  return (
    <Panel
      title="Activity bursts"
      second={`half an hour apart${from === null ? ', of the last 30 days it wrote in' : ''}; spans of captured writes`}
    >
      <Answer query={query} what="the bursts of this actor" lines={6}>
        {() =>
          rows.length === 0 ? (
            <p className="dim">No transaction in this window.</p>
          ) : (
            <>
              <Bursts rows={rows} actor={actor} zone={zone} onChoose={onChoose} />
              {query.hasNextPage && (
                <p className={css['more']}>
                  <Button disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                    {query.isFetchingNextPage ? 'Reading older bursts' : 'Older bursts'}
                  </Button>
                </p>
              )}
            </>
          )
        }
      </Answer>
    </Panel>
  );
}

function Bursts({
  rows,
  actor,
  zone,
  onChoose,
}: {
  readonly rows: readonly Burst[];
  readonly actor: string | null;
  readonly zone: Zone;
  readonly onChoose: (from: string, to: string) => void;
}): ReactNode {
  const who = actor === null ? { no_actor: true } : { actor: [actor] };
  return (
    <Table
      label="Activity bursts, newest first"
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'First write',
          of: ({ start, end }) => (
            <Link
              to="/timeline"
              search={{ ...who, from: start, to: end }}
              className="lk"
              title="in the timeline"
            >
              <InstantLabel instant={start} zone={zone} />
            </Link>
          ),
        },
        {
          title: 'Span',
          of: (burst) => (
            <>
              {spanText(burst.start, burst.end) ?? <span className="dim">cannot be told</span>}
              {(burst.cut_before || burst.cut_after) && <span className="dim"> cut by the window</span>}
            </>
          ),
        },
        { title: 'Transactions', number: true, of: ({ transactions }) => formatCount(transactions) },
        {
          title: 'Operations',
          of: ({ counts: { by_op } }) => (
            <>
              {(['insert', 'update', 'delete'] as const).map(
                (op) =>
                  by_op[op] > 0 && (
                    <span key={op} style={{ marginRight: 8 }}>
                      <OpMark op={op} /> {formatCount(by_op[op])}
                    </span>
                  ),
              )}
            </>
          ),
        },
        { title: 'Tables', of: (burst) => <span className="mono">{burstTables(burst)}</span> },
        {
          title: 'What is unusual',
          of: ({ start, end }) => (
            <button type="button" className="lk" onClick={() => onChoose(start, end)}>
              Compare
            </button>
          ),
        },
      ]}
    />
  );
}
