import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { ActorBaseline, BaselineValue } from '@shared/domain/actorBaseline.ts';
import { plural } from '@renderer/lib/format.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { Button } from '@renderer/ui/Button.tsx';
import { Panel } from '@renderer/ui/Screen.tsx';
import { Table } from '@renderer/ui/Table.tsx';
import css from './Actor.module.css';
import { baselineNames, fewestFirst } from './baselineWords.ts';
import type { ActorQuestion } from './question.ts';

const LIMIT = 20;
/** What stands out is at the top; the rest is one click away. */
const SHOWN = 12;

/** The window against everything else recorded of the same actor: counts only, the judgement is the reader's. */
export function BaselinePanel({ question }: { readonly question: ActorQuestion }): ReactNode {
  const { source, actor, from, to } = question;
  const asked = from === null || to === null ? null : { source, actor, from, to, since: null, limit: LIMIT };
  const query = useAnswer('actors.baseline', asked);
  return (
    <Panel
      title="Against its own other days"
      second="what this window has, and on how many other days it was there"
    >
      {asked === null ? (
        <p className="sub">
          Choose a window, or <b>Compare</b> a burst below: it is held against all else recorded of this
          actor.
        </p>
      ) : (
        <Answer query={query} what="this actor's other days" lines={6}>
          {(baseline) => <Values baseline={baseline} />}
        </Answer>
      )}
    </Panel>
  );
}

function Values({ baseline }: { readonly baseline: ActorBaseline }): ReactNode {
  const [all, setAll] = useState(false);
  const { window, elsewhere, values } = baseline;
  if (window.transactions === 0) return <p className="dim">No transaction of this actor in the window.</p>;
  const ordered = fewestFirst(values);
  const shown = all ? ordered : ordered.slice(0, SHOWN);
  return (
    <>
      <p className="sub">
        {plural(window.transactions, 'transaction')} with {plural(window.changes, 'change')} here,{' '}
        {plural(elsewhere.transactions, 'transaction')} on {plural(elsewhere.days, 'other day')}.
      </p>
      <Table
        label="This window against the actor's other days"
        rows={shown}
        keyOf={({ dimension, value }) => `${dimension} ${value ?? ''}`}
        columns={[
          { title: 'What', of: ({ dimension }) => baselineNames[dimension] },
          { title: 'Value', of: (value) => <Value value={value} question={baseline} /> },
          {
            title: 'Here',
            of: ({ in_window, unit }) => plural(in_window, unit.slice(0, -1)),
          },
          {
            title: 'On other days',
            of: ({ wording, first_seen }) => (
              <span className={first_seen && elsewhere.days > 0 ? css['never'] : undefined}>{wording}</span>
            ),
          },
        ]}
      />
      {ordered.length > SHOWN && (
        <p className={css['more']}>
          <Button onClick={() => setAll(!all)}>
            {all ? 'Only what stands out' : `All ${plural(ordered.length, 'value')}`}
          </Button>
        </p>
      )}
    </>
  );
}

function Value({
  value: { value, filters },
  question: { from, to },
}: {
  readonly value: BaselineValue;
  readonly question: ActorBaseline;
}): ReactNode {
  const text = value ?? 'none recorded';
  if (filters === null) return <span className="mono">{text}</span>;
  return (
    <Link to="/timeline" search={{ from, to, ...filters }} className="lk mono">
      {text}
    </Link>
  );
}
