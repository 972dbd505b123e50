import type { ReactNode } from 'react';
import type { Note } from '@shared/domain/integrity.ts';
import { formatCount, shortId } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { TransactionLink } from '@renderer/ui/links.tsx';
import { InstantLabel } from '@renderer/ui/Marks.tsx';
import { Panel } from '@renderer/ui/Screen.tsx';
import css from './Integrity.module.css';
import { roleExample, transactionExample } from './places.ts';
import { NOTES } from './words.ts';

/** Examples shown before the others are unfolded. */
const FIRST = 5;

interface NotesProps {
  readonly notes: readonly Note[];
  readonly zone: Zone;
}

/** Who may write the trail, and what on it is not Threadline's. */
export function WhoCould({ notes, zone }: NotesProps): ReactNode {
  const [who] = notes.filter(({ code }) => code === 'who_could');
  const foreign = notes.filter(({ code }) => code === 'foreign_trigger');
  return (
    <Panel title={NOTES.who_could}>
      {who === undefined ? (
        <p className="dim">Not told: no role was listed.</p>
      ) : (
        <>
          <p className={css['text']}>{who.text}</p>
          <ul className={css['roles']}>
            {who.examples.map(roleExample).map(({ role, rights }) => (
              <li key={role}>
                <span className="mono">{role}</span> <span className="sub">{rights}</span>
              </li>
            ))}
          </ul>
          <More of={who} />
        </>
      )}
      {foreign.map((note, at) => (
        <NoteItem key={at} note={note} zone={zone} />
      ))}
    </Panel>
  );
}

/** Circumstances: apart from the findings, since honest databases have them too. */
export function WeakSigns({ notes, zone }: NotesProps): ReactNode {
  const weak = notes.filter(({ code }) => code !== 'who_could' && code !== 'foreign_trigger');
  return (
    <Panel title="Weak signs" second="honest databases have them too; none is a finding">
      {weak.length === 0 && <p className="dim">None was noted in this window.</p>}
      {weak.map((note, at) => (
        <NoteItem key={at} note={note} zone={zone} />
      ))}
    </Panel>
  );
}

function NoteItem({ note, zone }: { readonly note: Note; readonly zone: Zone }): ReactNode {
  const { code, count, text, examples } = note;
  const [first, rest] = [examples.slice(0, FIRST), examples.slice(FIRST)];
  return (
    <section className={css['note']}>
      <h3>
        {NOTES[code]} <span className={css['count']}>{formatCount(count)}</span>
      </h3>
      <p className={css['text']}>{text}</p>
      {first.length > 0 && <Examples code={code} lines={first} zone={zone} />}
      {rest.length > 0 && (
        <details>
          <summary>{formatCount(rest.length)} more examples</summary>
          <Examples code={code} lines={rest} zone={zone} />
        </details>
      )}
      {examples.length > 0 && <More of={note} />}
    </section>
  );
}

/** A note lists at most a hundred. */
function More({ of: { count, examples } }: { readonly of: Note }): ReactNode {
  if (count <= examples.length) return null;
  return (
    <p className={css['text']}>
      {formatCount(examples.length)} of {formatCount(count)} are listed.
    </p>
  );
}

function Examples({
  code,
  lines,
  zone,
}: {
  readonly code: Note['code'];
  readonly lines: readonly string[];
  readonly zone: Zone;
}): ReactNode {
  return (
    <ul className={css['examples']}>
      {lines.map((line, at) => {
        const transaction = transactionExample(code, line);
        return (
          <li key={at} className="mono">
            {transaction === null ? (
              line
            ) : (
              <>
                <InstantLabel instant={transaction.at} zone={zone} />{' '}
                <TransactionLink id={transaction.id}>
                  <span title={transaction.id}>{shortId(transaction.id)}</span>
                </TransactionLink>
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
