import type { ReactNode } from 'react';
import type { TimelineEntry } from '@shared/domain/audit.ts';
import { isCanonicalInstant, toEpochMicros } from '@shared/domain/instant.ts';
import type { Around } from '@shared/domain/neighbours.ts';
import { actorView, tableText } from '@renderer/lib/change.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatSeconds, plural } from '@renderer/lib/format.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import { instantParts, type Zone } from '@renderer/lib/zone.ts';
import { Answer } from '@renderer/ui/Answer.tsx';
import { Button } from '@renderer/ui/Button.tsx';
import { OpMark } from '@renderer/ui/Marks.tsx';
import { RowKey } from '@renderer/ui/RowKey.tsx';
import css from './AroundPanel.module.css';

/** Changes on each side. */
const SIDE = 12;

/** Leads to a change in its place among all changes, whoever made them. */
export type OnAround = (entry: TimelineEntry) => void;

interface AroundPanelProps {
  readonly source: string;
  readonly entry: TimelineEntry;
  readonly zone: Zone;
  readonly onAround: OnAround;
}

/** What was captured just before and after the selected change, by any actor, whatever the question asks. */
export function AroundPanel({ source, entry, zone, onAround }: AroundPanelProps): ReactNode {
  const query = useAnswer('timeline.around', {
    source,
    at: entry.audit_change.captured_at,
    filters: {},
    limit: SIDE,
  });
  return (
    <div className={css['panel']}>
      <Answer query={query} what="what was captured around it" lines={SIDE}>
        {(around) => (
          <>
            <p>
              {aroundWords(around)}{' '}
              <Button variant="ghost" shortcut="o" onClick={() => onAround(entry)}>
                Open among all changes
              </Button>
            </p>
            <ol aria-label="Changes around this one, newest first">
              {[...around.after, ...around.before].map((one) => (
                <Line
                  key={one.audit_change.id}
                  entry={one}
                  selected={one.audit_change.id === entry.audit_change.id}
                  at={around.at}
                  zone={zone}
                  onAround={onAround}
                />
              ))}
            </ol>
          </>
        )}
      </Answer>
    </div>
  );
}

interface LineProps extends Pick<AroundPanelProps, 'entry' | 'zone' | 'onAround'> {
  readonly selected: boolean;
  readonly at: string;
}

function Line({ entry, selected, at, zone, onAround }: LineProps): ReactNode {
  const { audit_change: change, transaction } = entry;
  const parts = instantParts(change.captured_at, zone);
  const actor = actorView(transaction.actor_ref);
  return (
    <li>
      <button
        type="button"
        className={cx(css['line'], selected && css['selected'])}
        title={`${change.captured_at}\n${tableText(change)}\nshow it among all changes`}
        {...(selected ? { 'aria-current': true } : {})}
        onClick={() => onAround(entry)}
      >
        <span className="mono">{parts === null ? change.captured_at : parts.time}</span>
        <span className={css['apart']}>{selected ? 'this' : apart(change.captured_at, at)}</span>
        <OpMark op={change.op} />
        <span className={cx(css['row'], 'ell')}>
          <span className="dim">{change.table_schema}.</span>
          {change.table_name} <RowKey change={change} fallback="" />
        </span>
        <span className={cx(css['who'], 'ell')}>
          {'text' in actor ? actor.text : actor.state === 'anonymous' ? 'anonymous' : 'not recorded'}
        </span>
      </button>
    </li>
  );
}

/** Pure: how much was found on each side, and that there may be no more. */
export function aroundWords({ before, after }: Pick<Around, 'before' | 'after'>): string {
  const side = (list: readonly unknown[], where: string): string =>
    list.length < SIDE
      ? `${list.length === 0 ? 'nothing' : `only ${plural(list.length, 'change')}`} ${where}`
      : `the nearest ${list.length} ${where}`;
  return `By any actor: ${side(after, 'later')}, ${side(before, 'until then, this among them')}.`;
}

/** Pure: `+4 min 10 s`, `−0.31 s`; the same instant is said. */
export function apart(instant: string, at: string): string {
  if (!isCanonicalInstant(instant) || !isCanonicalInstant(at)) return '';
  const micros = Number(toEpochMicros(instant) - toEpochMicros(at));
  if (micros === 0) return 'same time';
  const size = Math.abs(micros) / 1_000_000;
  return `${micros < 0 ? '−' : '+'}${size < 0.01 ? `${Math.abs(micros)} µs` : formatSeconds(size)}`;
}
