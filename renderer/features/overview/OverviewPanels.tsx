import { useNavigate } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { dayOf } from './dayOf.ts';
import type { Facet, NewestTransaction, Overview } from '@shared/domain/summaries.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { formatClock, formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Bars } from '@renderer/ui/charts/Bars.tsx';
import { OPS } from '@renderer/ui/charts/series.ts';
import { StackedColumns } from '@renderer/ui/charts/StackedColumns.tsx';
import { ActorLink, TransactionLink } from '@renderer/ui/links.tsx';
import { Absent, InstantLabel } from '@renderer/ui/Marks.tsx';
import { Columns, Panel } from '@renderer/ui/Screen.tsx';
import { Table } from '@renderer/ui/Table.tsx';
import { Held } from './Held.tsx';
import { countedIn } from './words.ts';

interface OverviewPanelsProps {
  readonly source: OpenSource;
  readonly overview: Overview;
  readonly zone: Zone;
}

export function OverviewPanels({ source, overview, zone }: OverviewPanelsProps): ReactNode {
  const navigate = useNavigate();
  const { volume, tables, actors, newest, period, read_at } = overview;
  const counted = `counted at ${formatClock(read_at, zone)}`;
  const window = period.from === null || period.to === null ? {} : { from: period.from, to: period.to };
  return (
    <>
      <Panel title="What is still held" second={`read at ${formatClock(read_at, zone)}`}>
        <Held source={source} overview={overview} zone={zone} />
      </Panel>
      <Panel
        title="Changes by day"
        second={`${plural(countedIn(overview), 'change')} in the last ${plural(period.days, 'day')} to the newest one, UTC days, ${counted}`}
      >
        {volume.buckets.length === 0 ? (
          <p className="dim">There is no change.</p>
        ) : (
          <StackedColumns
            label="Changes by day and operation"
            series={OPS}
            buckets={volume.buckets}
            titleOf={(start) => start.slice(0, 10)}
            onPick={(start) => void navigate({ to: '/timeline', search: dayOf(start) })}
          />
        )}
      </Panel>
      <Columns>
        <Panel title="Busiest tables" second={`in these days, ${counted}`}>
          <FacetBars
            facet={tables}
            link={(table) => (
              <Link to="/timeline" search={{ ...window, table: [table] }} className="lk mono">
                {table}
              </Link>
            )}
          />
        </Panel>
        <Panel title="Most active actors" second="set by the application (unverified)">
          <FacetBars
            facet={actors}
            link={(actor) => (
              <Link to="/timeline" search={{ ...window, actor: [actor] }} className="lk">
                {actor}
              </Link>
            )}
          />
        </Panel>
      </Columns>
      <Panel title="Newest transactions" second="by their first captured write">
        <Newest rows={newest} zone={zone} />
      </Panel>
    </>
  );
}

function FacetBars({
  facet,
  link,
}: {
  readonly facet: Facet;
  readonly link: (value: string) => ReactNode;
}): ReactNode {
  if (!facet.available) return <Absent>not recorded in this database</Absent>;
  const { values, others } = facet;
  if (values.length === 0) return <p className="dim">None in these days.</p>;
  return (
    <Bars
      label={`Changes by ${facet.facet}`}
      bars={values.map(({ value, count }) => ({
        key: value ?? '',
        name:
          value === null ? (
            <Link to="/timeline" search={{ no_actor: true }} className="lk dim">
              not recorded
            </Link>
          ) : (
            link(value)
          ),
        count,
      }))}
      rest={
        others.values === 0
          ? undefined
          : `and ${plural(others.values, 'more', 'more')} with ${plural(others.count, 'change')}`
      }
    />
  );
}

function Newest({
  rows,
  zone,
}: {
  readonly rows: readonly NewestTransaction[];
  readonly zone: Zone;
}): ReactNode {
  if (rows.length === 0) return <p className="dim">There is no transaction.</p>;
  return (
    <Table
      label="Newest transactions"
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        {
          title: 'First write',
          of: ({ id, occurred_at }) => (
            <TransactionLink id={id}>
              <span title={formatInstant(occurred_at, zone)}>
                <InstantLabel instant={occurred_at} zone={zone} />
              </span>
            </TransactionLink>
          ),
        },
        { title: 'Actor', of: ({ actor_ref }) => <ActorLink stored={actor_ref} /> },
        { title: 'Action', of: ({ action }) => action ?? <span className="dim">none linked</span> },
        { title: 'Source', of: ({ source }) => source ?? <span className="dim">none</span> },
        { title: 'Inserted', number: true, of: ({ inserts }) => formatCount(inserts) },
        { title: 'Updated', number: true, of: ({ updates }) => formatCount(updates) },
        { title: 'Deleted', number: true, of: ({ deletes }) => formatCount(deletes) },
      ]}
    />
  );
}
