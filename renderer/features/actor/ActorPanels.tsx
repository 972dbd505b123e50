import { Link } from '@tanstack/react-router';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ActorSummary } from '@shared/domain/actorReads.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { useCapability } from '@renderer/lib/capability.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { InstantLabel } from '@renderer/ui/Marks.tsx';
import { Columns, Panel } from '@renderer/ui/Screen.tsx';
import { Empty } from '@renderer/ui/States.tsx';
import { Table } from '@renderer/ui/Table.tsx';
import css from './Actor.module.css';
import { FailedActions } from './FailedActions.tsx';
import { HoursOfWeek } from './HoursOfWeek.tsx';
import { filtersOf, type ActorQuestion } from './question.ts';

interface ActorPanelsProps {
  readonly source: OpenSource;
  readonly query: UseQueryResult<ActorSummary>;
  readonly question: ActorQuestion;
  readonly zone: Zone;
}

/** What an actor did within the window, in numbers. */
export function ActorPanels({ source, query, question, zone }: ActorPanelsProps): ReactNode {
  if (query.data === undefined)
    return (
      <Panel title="What is recorded">
        <Answer query={query} what="what this actor did" lines={12}>
          {() => null}
        </Answer>
      </Panel>
    );
  const summary = query.data;
  if (summary.transactions === 0 && (summary.actions?.recorded ?? 0) === 0)
    return <Nothing source={source} question={question} zone={zone} />;
  return (
    <>
      <Panel title="What is recorded" second={windowWords(question, zone)}>
        <Facts summary={summary} zone={zone} />
      </Panel>
      <Columns>
        <Panel title="Tables and rows" second={plural(summary.by_table.length, 'table')}>
          <Tables summary={summary} question={question} />
        </Panel>
        <Panel title="Hours of the week" second="transactions by their first captured write, UTC">
          <HoursOfWeek cells={summary.by_hour} />
        </Panel>
      </Columns>
      <Columns>
        <Panel title="Sources" second="as the application set them">
          <Sources summary={summary} question={question} />
        </Panel>
        <Panel title="Failed actions" second="an action that failed rolled its changes back">
          <FailedActions summary={summary} zone={zone} />
        </Panel>
      </Columns>
    </>
  );
}

function windowWords({ from, to }: ActorQuestion, zone: Zone): string {
  if (from === null && to === null) return 'all that is still held, exact counts';
  const end = (at: string | null, open: string): string => (at === null ? open : formatInstant(at, zone));
  return `${end(from, 'the beginning')} to ${end(to, 'now')}, inclusive, exact counts`;
}

function Facts({ summary, zone }: { readonly summary: ActorSummary; readonly zone: Zone }): ReactNode {
  const { first, last, transactions, changes, by_op, actions } = summary;
  return (
    <dl className={css['facts']}>
      <When name="First seen" at={first} zone={zone} />
      <When name="Last seen" at={last} zone={zone} />
      <div>
        <dt>Transactions</dt>
        <dd>{formatCount(transactions)}</dd>
      </div>
      <div>
        <dt>Changes</dt>
        <dd>
          {formatCount(changes)}
          <span className={css['second']}>
            {formatCount(by_op.insert)} inserted, {formatCount(by_op.update)} updated,{' '}
            {formatCount(by_op.delete)} deleted
          </span>
        </dd>
      </div>
      <div>
        <dt>Actions recorded</dt>
        <dd>
          {actions === null ? <span className="dim">not installed here</span> : formatCount(actions.recorded)}
          {actions !== null && <span className={css['second']}>{formatCount(actions.failed)} failed</span>}
        </dd>
      </div>
    </dl>
  );
}

function When({
  name,
  at,
  zone,
}: {
  readonly name: string;
  readonly at: string | null;
  readonly zone: Zone;
}): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{at === null ? <span className="dim">never</span> : <InstantLabel instant={at} zone={zone} />}</dd>
    </div>
  );
}

function Tables({
  summary,
  question,
}: {
  readonly summary: ActorSummary;
  readonly question: ActorQuestion;
}): ReactNode {
  if (summary.by_table.length === 0) return <p className="dim">No change is captured of it.</p>;
  return (
    <Table
      label="Tables and rows touched"
      rows={summary.by_table}
      keyOf={({ table_schema, table_name }) => `${table_schema}.${table_name}`}
      columns={[
        {
          title: 'Table',
          of: ({ table_schema, table_name }) => (
            <Link
              to="/timeline"
              search={{ ...filtersOf(question), table: [`${table_schema}.${table_name}`] }}
              className="lk mono"
            >
              {table_schema}.{table_name}
            </Link>
          ),
        },
        {
          title: 'Rows',
          number: true,
          of: ({ rows, unresolved }) =>
            unresolved === 0
              ? formatCount(rows)
              : `${formatCount(rows)} + ${formatCount(unresolved)} unresolved`,
        },
        { title: 'Inserted', number: true, of: ({ by_op }) => formatCount(by_op.insert) },
        { title: 'Updated', number: true, of: ({ by_op }) => formatCount(by_op.update) },
        { title: 'Deleted', number: true, of: ({ by_op }) => formatCount(by_op.delete) },
      ]}
    />
  );
}

function Sources({
  summary,
  question,
}: {
  readonly summary: ActorSummary;
  readonly question: ActorQuestion;
}): ReactNode {
  if (summary.by_source.length === 0) return <p className="dim">No transaction.</p>;
  return (
    <Table
      label="Sources"
      rows={summary.by_source}
      keyOf={({ source }) => source ?? ''}
      columns={[
        {
          title: 'Source',
          of: ({ source }) =>
            source === null ? (
              <span className="dim">none recorded</span>
            ) : (
              <Link to="/timeline" search={{ ...filtersOf(question), source: [source] }} className="lk">
                {source}
              </Link>
            ),
        },
        { title: 'Transactions', number: true, of: ({ transactions }) => formatCount(transactions) },
        { title: 'Changes', number: true, of: ({ changes }) => formatCount(changes) },
      ]}
    />
  );
}

function Nothing({
  source,
  question,
  zone,
}: {
  readonly source: OpenSource;
  readonly question: ActorQuestion;
  readonly zone: Zone;
}): ReactNode {
  const { oldest } = useCapability(source).window;
  return (
    <Empty
      title="Nothing is recorded of this actor"
      reasons={[
        {
          name: 'Deleted by retention',
          text:
            oldest === null
              ? 'The trail is empty.'
              : `Oldest row still here: ${formatInstant(oldest, zone)}. What came before may have been deleted by the host.`,
        },
        {
          name: 'Written otherwise',
          text: 'The type and the id must be those the application set, letter by letter.',
        },
        { name: 'Reads', text: 'are never captured.' },
      ]}
    >
      Searched {windowWords(question, zone)}.
    </Empty>
  );
}
