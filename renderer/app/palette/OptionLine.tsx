import { ArrowUpRight, CalendarDays, History, RotateCcw, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { showKeys } from '@renderer/lib/keys.ts';
import { Kbd } from '@renderer/ui/Button.tsx';
import { OpMark } from '@renderer/ui/Marks.tsx';
import { useLate } from '@renderer/ui/useLate.ts';
import css from './Palette.module.css';
import type { Line } from './guess.ts';
import { hitLine, type Manner } from './hitLine.ts';
import { progressOf, type Searched } from './said.ts';
import type { Option } from './sections.ts';

const ACTS = {
  again: { noun: 'Ask again', text: '', icon: <RotateCcw size={14} aria-hidden="true" /> },
  deeper: {
    noun: 'Search on',
    text: 'to the oldest change',
    icon: <History size={14} aria-hidden="true" />,
  },
  day: { noun: 'Another day', text: '', icon: <CalendarDays size={14} aria-hidden="true" /> },
} as const;

/** One line of the palette: its kind, what it is, and at the end how often, when, or by which key. */
export function OptionLine({
  option,
  manner,
  typed,
  searched,
  day,
}: {
  readonly option: Option;
  readonly manner: Manner;
  /** The whole text: waiting is counted anew for another. */
  readonly typed: string;
  readonly searched: Searched;
  /** `3 Nov 03:07` */
  readonly day: string;
}): ReactNode {
  if ('command' in option) {
    const { icon, title, keys, inUse = false } = option.command;
    return (
      <>
        {icon}
        <span className="ell">{title}</span>
        {inUse && <span className={css['end']}>in use</span>}
        {keys !== undefined && <Kbd>{showKeys(keys)}</Kbd>}
      </>
    );
  }
  if ('waiting' in option) return <WaitingLine key={typed} text={option.waiting} searched={searched} />;
  if ('act' in option) {
    const { icon, noun, text } = ACTS[option.act];
    const line =
      option.act === 'day' ? { noun, lead: 'write it before the time:', text: day } : { noun, text };
    return <Parts icon={icon} line={line} />;
  }
  return <Parts icon={<ArrowUpRight size={14} aria-hidden="true" />} line={lineOf(option, manner)} />;
}

function WaitingLine({ text, searched }: { readonly text: string; readonly searched: Searched }): ReactNode {
  const seconds = useLate(true);
  const end = seconds === null ? {} : { end: `for ${seconds} s${progressOf(searched)}` };
  return (
    <Parts icon={<Search size={14} aria-hidden="true" />} line={{ noun: 'Looking for', text, ...end }} />
  );
}

function lineOf(
  option: Exclude<Option, { command: unknown } | { act: unknown } | { waiting: unknown }>,
  manner: Manner,
): Line {
  if ('guess' in option) {
    const { guess, answer } = option;
    const said = answer === undefined ? null : hitLine(answer, manner);
    return {
      ...guess.line,
      ...(said?.end === undefined ? {} : { end: said.end, full: said.full ?? said.end }),
    };
  }
  if (option.twin !== true) return hitLine(option.found, manner);
  const { noun, text } = hitLine(option.found, manner);
  return { noun: 'Changes', lead: `where ${noun.toLowerCase()} is`, text };
}

/** The blanks are for who reads it aloud or copies it. */
function Parts({ icon, line }: { readonly icon: ReactNode; readonly line: Line }): ReactNode {
  const { noun, lead, text, of, also, end, op, full } = line;
  return (
    <>
      {icon}
      <span className={css['noun']}>{noun}</span>{' '}
      <span
        className={css['what']}
        title={full ?? [lead, text, of === undefined ? '' : `of ${of}`, also].filter(Boolean).join(' ')}
      >
        {op !== undefined && (
          <>
            <OpMark op={op} />{' '}
          </>
        )}
        {lead !== undefined && <span className={css['lead']}>{lead} </span>}
        <span className={css['text']}>{text}</span>
        {of !== undefined && (
          <>
            <span className={css['lead']}> of </span>
            <span className={css['text']}>{of}</span>
          </>
        )}
        {also !== undefined && <span className={css['also']}> {also}</span>}
      </span>
      {end !== undefined && <span className={css['end']}> {end}</span>}
    </>
  );
}
