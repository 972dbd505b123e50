import { CalendarRange, ChevronDown } from 'lucide-react';
import { useState, type SyntheticEvent, type ReactNode } from 'react';
import type { Filters } from '@shared/domain/filters.ts';
import { fromEpochMicros, isCanonicalInstant, toEpochMicros } from '@shared/domain/instant.ts';
import { asInvestigatorError } from '@renderer/lib/bridge.ts';
import { checkFilter } from '@renderer/lib/filterSearch.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatInstant, formatShort, readInstant, zoneLabel, type Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import buttonCss from '@renderer/ui/Button.module.css';
import { Field, type Problem } from '@renderer/ui/Field.tsx';
import { Popover } from '@renderer/ui/Popover.tsx';
import css from './FilterBar.module.css';

const QUICK: readonly (readonly [string, bigint])[] = [
  ['1 h', 3_600_000_000n],
  ['24 h', 86_400_000_000n],
  ['7 d', 604_800_000_000n],
];

interface TimeWindowProps {
  readonly filters: Filters;
  readonly zone: Zone;
  /** Oldest and newest row still here. */
  readonly held: { readonly oldest: string | null; readonly newest: string | null };
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onChange: (from: string | undefined, to: string | undefined) => void;
}

/** From and to, both inclusive; what breaks a rule is refused where it is typed. */
export function TimeWindow({
  filters,
  zone,
  held,
  open,
  onOpenChange,
  onChange,
}: TimeWindowProps): ReactNode {
  const isSet = filters.from !== undefined || filters.to !== undefined;
  const short = (at: string): string => (checkFilter('from', at) === null ? formatShort(at, zone) : at);
  const from = filters.from ?? held.oldest;
  const bad = [filters.from, filters.to].some((at) => at !== undefined && checkFilter('from', at) !== null);
  return (
    <Popover
      label="Window of time"
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <button
          type="button"
          className={cx(buttonCss['btn'], css['range'])}
          {...(isSet ? { 'data-set': '' } : {})}
          {...(bad ? { 'data-bad': '' } : {})}
          title={`from ${from === null ? 'the beginning' : formatInstant(from, zone)}\nto ${filters.to === undefined ? 'now' : formatInstant(filters.to, zone)}`}
        >
          <CalendarRange size={14} strokeWidth={1.5} aria-hidden="true" />
          {from === null ? 'the beginning' : short(from)} →{' '}
          {filters.to === undefined ? 'now' : short(filters.to)}
          <ChevronDown size={12} strokeWidth={1.6} aria-hidden="true" />
        </button>
      }
    >
      <WindowForm
        filters={filters}
        zone={zone}
        held={held}
        onApply={(from, to) => {
          onOpenChange(false);
          onChange(from, to);
        }}
      />
    </Popover>
  );
}

interface Problems {
  readonly from: Problem | null;
  readonly to: Problem | null;
}

function WindowForm({
  filters,
  zone,
  held,
  onApply,
}: Pick<TimeWindowProps, 'filters' | 'zone' | 'held'> & {
  readonly onApply: (from: string | undefined, to: string | undefined) => void;
}): ReactNode {
  const [from, setFrom] = useState(show(filters.from, zone));
  const [to, setTo] = useState(show(filters.to, zone));
  const [problems, setProblems] = useState<Problems>({ from: null, to: null });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const read = readWindow(from, to, zone);
    setProblems(read.problems);
    if (read.problems.from === null && read.problems.to === null) onApply(read.from, read.to);
  };
  const last = (span: bigint): void => {
    const newest = held.newest;
    if (newest === null || !isCanonicalInstant(newest)) return;
    setFrom(show(fromEpochMicros(toEpochMicros(newest) - span), zone));
    setTo('');
    setProblems({ from: null, to: null });
  };
  return (
    <div className={css['window']}>
      <h2>Window of time</h2>
      <form onSubmit={submit}>
        <Field
          mono
          label="From, inclusive"
          placeholder={held.oldest === null ? 'the beginning' : `oldest row: ${show(held.oldest, zone)}`}
          value={from}
          problem={problems.from}
          hint={typedHint(from, zone, 'from')}
          onChange={(event) => {
            setFrom(event.target.value);
            setProblems({ ...problems, from: null });
          }}
        />
        <Field
          mono
          label="To, inclusive"
          placeholder="now"
          value={to}
          problem={problems.to}
          hint={typedHint(to, zone, 'to')}
          onChange={(event) => {
            setTo(event.target.value);
            setProblems({ ...problems, to: null });
          }}
        />
        {held.newest !== null && (
          <div className={css['quick']} role="group" aria-label="The last of what was captured">
            <span
              className={css['quiet']}
              title={`counted back from the newest change: ${show(held.newest, zone)}`}
            >
              the last
            </span>
            {QUICK.map(([label, span]) => (
              <Button key={label} variant="ghost" onClick={() => last(span)}>
                {label}
              </Button>
            ))}
          </div>
        )}
        <div className={css['foot']}>
          <Button variant="ghost" onClick={() => onApply(undefined, undefined)}>
            All times
          </Button>
          <Button variant="solid" type="submit">
            Apply
          </Button>
        </div>
      </form>
    </div>
  );
}

/** Both ends as typed, read; a wrong order is told at the later one. */
export function readWindow(
  from: string,
  to: string,
  zone: Zone,
): { readonly from: string | undefined; readonly to: string | undefined; readonly problems: Problems } {
  const start = readEnd(from, zone, 'from');
  const end = readEnd(to, zone, 'to');
  const problems = { from: start.problem, to: end.problem };
  if (start.at !== undefined && end.at !== undefined && start.at > end.at)
    problems.to = {
      message: 'The end lies before the beginning.',
      hint: 'Swap them: both ends are inclusive.',
    };
  return { from: start.at, to: end.at, problems };
}

function readEnd(
  text: string,
  zone: Zone,
  name: 'from' | 'to',
): { readonly at: string | undefined; readonly problem: Problem | null } {
  if (text.trim() === '') return { at: undefined, problem: null };
  try {
    return { at: readInstant(text, zone, name), problem: null };
  } catch (error) {
    const { message, hint } = asInvestigatorError(error);
    return { at: undefined, problem: { message, hint } };
  }
}

/** Which instant is meant by what is typed, so that nothing about it is hidden; the rule while there is none. */
export function typedHint(text: string, zone: Zone, name: 'from' | 'to'): string {
  const { at } = readEnd(text, zone, name);
  if (at !== undefined) return `Means ${formatInstant(at, zone)}.`;
  return name === 'from'
    ? `Without an offset a time is read in ${zoneLabel(zone)}.`
    : 'A day alone means its last microsecond.';
}

function show(at: string | null | undefined, zone: Zone): string {
  return at == null ? '' : formatInstant(at, zone);
}
