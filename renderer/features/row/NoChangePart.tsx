import { X } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { NoChange, NoChangeStatement } from '@shared/domain/noChange.ts';
import { asInvestigatorError } from '@renderer/lib/bridge.ts';
import { plural, sentence } from '@renderer/lib/format.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import { formatInstant, readInstant, zoneLabel, type Zone } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { Button } from '@renderer/ui/Button.tsx';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { Field, type Problem } from '@renderer/ui/Field.tsx';
import { RowLink } from '@renderer/ui/links.tsx';
import css from './NoChange.module.css';
import { Part } from './Part.tsx';
import type { RowQuestion } from './useLife.ts';
import { versionName, versionOf, type Version } from './versions.ts';
import { outcomeWords, REFUSALS, sideText, statementText } from './words.ts';

export interface Between {
  readonly since: string;
  readonly until: string;
}

interface NoChangeProps {
  readonly question: RowQuestion;
  readonly place: string;
  readonly versions: readonly Version[];
  /** As the address has it; null: nothing is asked. */
  readonly between: Between | null;
  /** What the fields begin with. */
  readonly proposed: Between | null;
  readonly zone: Zone;
  readonly onAsk: (between: Between | null) => void;
}

/** "No captured change between A and B": stated with what it rests on, or refused with every reason. */
export function NoChangePart(props: NoChangeProps): ReactNode {
  const { question, place, versions, between, proposed, zone, onAsk } = props;
  const [related, setRelated] = useState(false);
  const query = useAnswer(
    'integrity.noChange',
    between === null ? null : { ...question, from: between.since, to: between.until, related },
  );
  const begin = between ?? proposed;
  return (
    <Part title="No-change statement">
      <p className={css['sentence']}>“No captured change of this row between A and B.”</p>
      <Form
        key={`${begin?.since ?? ''} ${begin?.until ?? ''} ${zone}`}
        begin={begin}
        zone={zone}
        onAsk={onAsk}
      />
      <label className={css['related']}>
        <input type="checkbox" checked={related} onChange={({ target }) => setRelated(target.checked)} />
        of the rows reached by foreign keys, too
      </label>
      {between !== null && (
        <Answer query={query} what="what speaks against it" lines={5} onCancel={() => onAsk(null)}>
          {(answer) => <Outcome answer={answer} place={place} versions={versions} zone={zone} />}
        </Answer>
      )}
    </Part>
  );
}

function Form({
  begin,
  zone,
  onAsk,
}: Pick<NoChangeProps, 'zone' | 'onAsk'> & { readonly begin: Between | null }): ReactNode {
  const [since, setSince] = useState(begin === null ? '' : formatInstant(begin.since, zone));
  const [until, setUntil] = useState(begin === null ? '' : formatInstant(begin.until, zone));
  const [problems, setProblems] = useState<{ readonly a: Problem | null; readonly b: Problem | null }>(NONE);
  const ask = (): void => {
    const a = read(since, zone, 'from');
    const b = read(until, zone, 'to');
    const backwards = typeof a === 'string' && typeof b === 'string' && b < a;
    const late = { message: 'B lies before A', hint: 'Both are included.' };
    setProblems({
      a: typeof a === 'string' ? null : a,
      b: typeof b !== 'string' ? b : backwards ? late : null,
    });
    if (typeof a === 'string' && typeof b === 'string' && !backwards) onAsk({ since: a, until: b });
  };
  return (
    <form
      className={css['form']}
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <Field
        label={`A, ${zoneLabel(zone)}, included`}
        mono
        value={since}
        problem={problems.a}
        onChange={({ target }) => setSince(target.value)}
      />
      <Field
        label={`B, ${zoneLabel(zone)}, included`}
        mono
        value={until}
        problem={problems.b}
        onChange={({ target }) => setUntil(target.value)}
      />
      <Button type="submit">State it, or say why not</Button>
    </form>
  );
}

const NONE = { a: null, b: null } as const;

function read(text: string, zone: Zone, name: 'from' | 'to'): string | Problem {
  try {
    return readInstant(text, zone, name);
  } catch (error) {
    const { message, hint } = asInvestigatorError(error);
    return { message, hint };
  }
}

function Outcome({
  answer,
  place,
  versions,
  zone,
}: Pick<NoChangeProps, 'place' | 'versions' | 'zone'> & { readonly answer: NoChange }): ReactNode {
  const text = useMemo(() => statementText(answer, place), [answer, place]);
  const { refusals, unless, bracket, change_ids, changes, related, related_truncated } = answer;
  return (
    <div className={css['outcome']} data-outcome={answer.outcome}>
      <h3>{outcomeWords(answer)}</h3>
      {text !== null && (
        <p className={css['stated']}>
          {answer.statement} <CopyButton text={text} what="statement" />
        </p>
      )}
      {changes > 0 && (
        <p>
          {change_ids
            .map((id) => versionOf(versions, id))
            .flatMap((version) => (version === null ? [] : [`${versionName(version, zone)} `]))}
          {changes > change_ids.length && `and ${plural(changes - change_ids.length, 'more', 'more')}`}
        </p>
      )}
      <Refusals refusals={refusals} />
      <p className="dim">
        State before: {sideText(bracket.before)}. State after: {sideText(bracket.after)}.
      </p>
      {unless.length > 0 && (
        <>
          <h4>Wrong all the same if</h4>
          <ul className={css['unless']}>
            {unless.map((one) => (
              <li key={one}>{sentence(one)}</li>
            ))}
          </ul>
        </>
      )}
      {(related ?? []).map((one, at) => (
        <section key={`${one.relation} ${at}`} className={css['other']}>
          <h4>
            {one.relation} {one.row !== null && <RowLink row={one.row} />}
          </h4>
          <p>{one.statement ?? outcomeWords(one)}</p>
          <Refusals refusals={one.refusals} />
        </section>
      ))}
      {related_truncated && <p className="dim">More related rows may exist than were looked at.</p>}
    </div>
  );
}

function Refusals({ refusals }: Pick<NoChangeStatement, 'refusals'>): ReactNode {
  return (
    <ul className={css['refusals']}>
      {refusals.map(({ code, reason }, at) => (
        <li key={at}>
          <X size={13} aria-hidden="true" />
          <span>
            <b>{REFUSALS[code]}</b>
            <span>{sentence(reason)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
