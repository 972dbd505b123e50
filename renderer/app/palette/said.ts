import type { InvestigatorError } from '@shared/domain/errors.ts';
import type { ValueSearch } from '@shared/domain/find.ts';
import { formatCount, plural, sentence } from '@renderer/lib/format.ts';
import { formatClock, formatShort, type Zone } from '@renderer/lib/zone.ts';
import type { Answered } from './lookup.ts';

/** Recorded changes looked at, of about how many; null before the first. */
export type Searched = { readonly changes: number; readonly of: number } | null;

const STOPPED: Readonly<Record<NonNullable<ValueSearch['stopped_by']>, string>> = {
  time: 'where it stopped to answer in time',
  rows: 'where it stopped: that many are looked at at once',
  statement_timeout: 'where the time-out of statements stopped it',
};

/** Pure: that nothing is there, and how far that was looked for; `brief` where other things are meant as well. */
export function nothingFound(
  answers: readonly Answered[],
  oldest: string | null,
  zone: Zone,
  brief = false,
): string {
  const texts = answers.map(({ text }) => text).join(' or ');
  const searched = Math.min(...answers.map(({ values }) => values.searched));
  const partial = answers.find(({ values }) => !values.complete);
  const left = brief ? [] : [...restLeftOut(answers, zone), ...kindsLeftOut(answers)];
  if (partial !== undefined) {
    const told = `No id is ${texts}, and no value recorded in the newest ${plural(searched, 'change')}: searched ${backTo(partial.values, zone)}. Older changes may hold it.`;
    return [told, ...left].join(' ');
  }
  const all = searched === 1 ? 'the only change' : `all ${formatCount(searched)} changes`;
  const how = searched === 0 ? 'there is no captured change' : `searched ${all}`;
  const told = `No id and no recorded value here is ${texts}: ${how}.`;
  if (brief) return told;
  const held = oldest === null ? [] : [`The oldest row still here is of ${formatShort(oldest, zone)}.`];
  const whole = 'Values are compared whole and letter by letter; masked and excluded ones cannot be found.';
  return [told, ...held, ...left, whole].join(' ');
}

/** Pure: what of the answer was not looked at; null when all was. */
export function notLookedAt(answers: readonly Answered[], zone: Zone): string | null {
  const partial = answers.find(({ values }) => !values.complete);
  const values =
    partial === undefined ? [] : [`Recorded values were searched ${backTo(partial.values, zone)}.`];
  const all = [...values, ...restLeftOut(answers, zone), ...kindsLeftOut(answers)];
  return all.length === 0 ? null : all.join(' ');
}

/** Meta and texts of actions, where they were not searched to the oldest. */
function restLeftOut(answers: readonly Answered[], zone: Zone): readonly string[] {
  const meta = answers.find((answer) => !answer.meta.complete)?.meta;
  const texts = answers.find(({ action_texts }) => action_texts?.complete === false)?.action_texts;
  return [
    ...(meta === undefined ? [] : [`The meta of transactions was searched ${backTo(meta, zone)}.`]),
    ...(texts == null ? [] : [`The texts of actions were searched ${backTo(texts, zone)}.`]),
  ];
}

/** Kinds of ids not looked up, by the reason. */
function kindsLeftOut(answers: readonly Answered[]): readonly string[] {
  const byReason = new Map<string, Set<string>>();
  for (const { kind, reason } of answers.flatMap(({ not_searched }) => not_searched)) {
    const kinds = byReason.get(reason) ?? new Set();
    byReason.set(reason, kinds.add(kind.replaceAll('_', ' ')));
  }
  return [...byReason].map(([reason, kinds]) =>
    sentence(`not looked up: ${[...kinds].join(', ')}; ${reason}`),
  );
}

/** Pure: why there is no answer. */
export function noAnswer(
  lost: { readonly at: string; readonly error: InvestigatorError } | null,
  error: InvestigatorError | null,
  zone: Zone,
): string | null {
  if (lost !== null) return sentence(`no answer since ${formatClock(lost.at, zone)}: ${lost.error.message}`);
  if (error === null) return null;
  return [sentence(`the database did not answer: ${error.message}`), error.hint ?? ''].join(' ').trim();
}

/** Pure: `, 12,000 of about 59,753 changes searched`; nothing before the first. */
export function progressOf(searched: Searched): string {
  if (searched === null || searched.changes === 0) return '';
  const { changes, of } = searched;
  return of >= changes
    ? `, ${formatCount(changes)} of about ${plural(of, 'change')} searched`
    : `, ${plural(changes, 'change')} searched`;
}

function backTo({ back_to, stopped_by }: ValueSearch, zone: Zone): string {
  const why = stopped_by === null ? '' : `, ${STOPPED[stopped_by]}`;
  return back_to === null ? `not at all${why}` : `back to ${formatShort(back_to, zone)}${why}`;
}
