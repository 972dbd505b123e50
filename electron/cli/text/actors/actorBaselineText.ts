import type { ActorBaseline, BaselineValue } from '@shared/domain/actorBaseline.ts';
import type { Paint } from '../../terminal.ts';
import { printable } from '../printable.ts';
import { renderTable } from '../table.ts';
import { plural } from '@shared/domain/plural.ts';
import { whoText } from './whoText.ts';

const NAMES: Readonly<Record<BaselineValue['dimension'], string>> = {
  table: 'table',
  op: 'op',
  table_op: 'op on table',
  hour: 'hour (UTC)',
  source: 'source',
  meta_key: 'meta key',
  meta_value: 'meta value',
};

/** A window against the actor's other days, for people: a line a value, what was never before first. */
export function actorBaselineText(baseline: ActorBaseline, paint: Paint): string {
  const { actor, from, to, since, window, elsewhere, values, omitted } = baseline;
  const sums = ({ transactions, changes, days }: ActorBaseline['window']): string =>
    `${plural(transactions, 'transaction')}, ${plural(changes, 'change')} on ${plural(days, 'day')}`;
  const beside = elsewhere.first === null ? '' : `, ${elsewhere.first} to ${elsewhere.last}`;
  const head = [
    `actor      ${paint.strong(printable(whoText(actor)))}`,
    `window     ${from} to ${to}: ${sums(window)}`,
    `elsewhere  ${sums(elsewhere)}${beside}${since === null ? '' : ` (nothing before ${since} was looked at)`}`,
  ];
  const table = renderTable<BaselineValue>(values, [
    { title: 'WHAT', of: ({ dimension }) => NAMES[dimension] },
    { title: 'VALUE', of: ({ value }) => value ?? '- (not set)', max: 60 },
    {
      title: 'IN WINDOW',
      of: ({ in_window, unit }) => `${in_window} of ${plural(window[unit], unit.slice(0, -1))}`,
    },
    {
      title: 'ON OTHER DAYS',
      of: ({ wording }) => wording,
      max: 90,
      paint: (text, { first_seen }) => (first_seen && elsewhere.days > 0 ? paint.bad(text) : text),
    },
  ]);
  const left = omitted.map(({ dimension, key, values: n }) =>
    paint.dim(
      `left out: ${plural(n, 'more value')} of ${NAMES[dimension]}${key === null ? '' : ` ${printable(key)}`}`,
    ),
  );
  const nothing = 'no transaction of this actor in the window\n';
  return `${lines(head)}\n${values.length === 0 ? nothing : table}${lines(left)}`;
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
