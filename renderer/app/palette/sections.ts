import { findKinds, type FindKind } from '@shared/domain/find.ts';
import type { Command } from '@renderer/lib/commands.ts';
import type { Group } from './found.ts';
import type { Guess } from './guess.ts';
import { screenOf } from './destination.ts';
import { fit } from './idWords.ts';
import { hitId, isComplete, isId, withoutKeys, type Found } from './lookup.ts';
import type { Reading } from './pasted.ts';
import type { Lookup } from './useLookup.ts';

export type Option = { readonly id: string } &
  /** `answer`: what the database says of it. */
  (
    | { readonly guess: Guess; readonly answer?: Found }
    | { readonly command: Command }
    /** `twin`: what the screen of the hit shows, as a question to the timeline. */
    | { readonly found: Found; readonly twin?: boolean }
    | { readonly waiting: string }
    | { readonly act: 'again' | 'deeper' | 'day' }
  );

type Section = readonly [heading: string, options: readonly Option[]];

export interface Offer {
  readonly sections: readonly Section[];
  /** Selected until one moves; null where all that is left is a guess. */
  readonly best: Option | null;
  /** The database knows nothing of it, and nothing else is meant: said above everything. */
  readonly nothing: boolean;
  /** Whether what the database says comes before the rest. */
  readonly leads: boolean;
}

export interface Offered {
  readonly reading: Reading;
  readonly suggested: readonly Guess[];
  readonly moments: readonly Guess[];
  readonly groups: readonly Group[];
  readonly lookup: Lookup;
  /** The source stopped answering. */
  readonly lost: boolean;
}

/** Whose screen comes first, the question to the timeline second. */
const TWINS: readonly FindKind[] = ['actor', 'correlation'];
/** Recorded values listed at most: a common one is in ever so many columns. */
const MOST_HITS = 12;

/** Pure: what is offered for a text, best first. */
export function offer({ reading, suggested, moments, groups, lookup, lost }: Offered): Offer {
  const { words, asked, clock } = reading;
  const hits = withoutKeys(lookup.hits).slice(0, MOST_HITS);
  const guesses = [...moments, ...once([...reading.guesses, ...suggested])];
  const sure = guesses.filter((guess) => guess.weight === 'sure' && !isRefuted(guess, lookup));
  const rest = guesses.filter((guess) => !sure.includes(guess) && twinOf(guess, hits) === undefined);
  const known = rest.filter(({ weight }) => weight === 'known');
  const merely = rest.filter(({ weight }) => weight !== 'known');
  const more = hits.filter((found) => !sure.some((guess) => twinOf(guess, [found]) !== undefined));
  const empty = sure.length === 0 && groups.length === 0;
  // What the database says comes first where nothing else can be meant: its place is held while it is asked.
  const leads = (asked[0] !== undefined && isId(asked[0])) || words.length > 0 || empty;
  const said = databaseOptions(lookup, more, words, lost);
  const day: readonly Option[] = clock === null ? [] : [{ id: 'choose the day', act: 'day' }];
  const sections: readonly Section[] = [
    ['Found in this database', leads ? said : []],
    ['What this could be', [...sure.map((guess) => guessOption(guess, hits)), ...day]],
    ...groups.map(([group, commands]): Section => [
      group,
      commands.map((command) => ({ id: command.id, command })),
    ]),
    ['Recorded here, and begins with it', known.map((guess) => guessOption(guess))],
    ['Or ask for it', merely.map((guess) => guessOption({ ...guess, weight: 'asked' }))],
    ['Found in this database, too', leads ? [] : said],
  ];
  const best = sections.flatMap(([, list]) => list).find(isChoice) ?? null;
  return { sections, best, nothing: leads && saysNo(lookup) && known.length === 0, leads };
}

/** Pure: whether everything asked was answered, and nothing found. */
export function saysNo({ state, hits, error }: Lookup): boolean {
  return state === 'answered' && error === null && hits.length === 0;
}

/** Pure: whether Enter pressed before the answer may follow the best of what is there. */
export function isDecided(
  { found }: { readonly found: Found },
  lookup: Lookup,
  words: readonly string[],
): boolean {
  return words.length === 0 || lookup.state === 'answered' || fit(words, found.hit) > 0;
}

/** A mere guess is chosen by hand, never beforehand; so is a search that may take long. */
function isChoice(option: Option): boolean {
  if ('guess' in option) return option.guess.weight !== 'asked';
  return !('act' in option) || option.act === 'again';
}

function guessOption(guess: Guess, hits: readonly Found[] = []): Option {
  const found = twinOf(guess, hits);
  return { id: `guess ${guess.id}`, guess, ...(found === undefined ? {} : { answer: found }) };
}

/** What was found; a line that holds the place of what may still come, and what to do where it did not. */
function databaseOptions(
  { state, answers, error, now }: Lookup,
  hits: readonly Found[],
  words: readonly string[],
  lost: boolean,
): readonly Option[] {
  const meant = words.length === 0 ? hits : hits.filter(({ hit }) => fit(words, hit) > 0);
  const waits = state === 'asking' && !lost && meant.length === 0;
  const again = state !== 'idle' && (lost || error !== null);
  const partial = state === 'answered' && error === null && !answers.every(isComplete);
  return [
    ...(waits ? [{ id: 'looking', waiting: now ?? '' }] : []),
    ...(again ? [{ id: 'again', act: 'again' as const }] : []),
    ...hits.flatMap((found): readonly Option[] => {
      const one: Option = { id: `hit ${hitId(found.hit)}`, found };
      const { kind, opens } = found.hit;
      const only = hits.every(({ hit }) => hit === found.hit || hit.kind !== kind);
      const twin = TWINS.includes(kind) && only && opens.by === 'filters';
      return twin ? [one, { id: `${one.id} changes`, found, twin }] : [one];
    }),
    ...(partial ? [{ id: 'deeper', act: 'deeper' as const }] : []),
  ];
}

/** The first of each; what is recorded before what can only be asked for. */
function once(guesses: readonly Guess[]): readonly Guess[] {
  const first = new Map<string, Guess>();
  for (const guess of guesses) {
    const before = first.get(guess.id);
    if (before === undefined || (before.weight === 'asked' && guess.weight === 'known'))
      first.set(guess.id, guess);
  }
  return [...first.values()];
}

/** The hit that says of a guess how often it is so. */
function twinOf({ to }: Guess, hits: readonly Found[]): Found | undefined {
  const wanted = JSON.stringify(to);
  return hits.find((found) => {
    const { opens } = found.hit;
    const asked = opens.by === 'filters' ? { screen: 'timeline', filters: opens.filters } : null;
    if (found.hit.kind === 'txid' && to.screen === 'timeline' && to.filters.txid?.[0] === found.text)
      return true;
    return [screenOf(found), asked].some((one) => JSON.stringify(one) === wanted);
  });
}

/** The database was asked for just that, and knows of none. */
function isRefuted(guess: Guess, { answers, hits }: Lookup): boolean {
  const answered = answers.find(({ text }) => text === guess.line.text);
  if (!guess.refutable || answered === undefined) return false;
  const kind = kindOf(guess);
  const searched = answered.not_searched.every((left) => left.kind !== kind);
  return searched && twinOf(guess, hits) === undefined;
}

/** What the database looks up to know of it. */
function kindOf({ to }: Guess): FindKind | null {
  if (to.screen === 'row') return 'row_key';
  if (to.screen !== 'timeline') return to.screen;
  const { actor, correlation_id, request_id, job_id, txid } = to.filters;
  const asked = { actor, correlation: correlation_id, request: request_id, job: job_id, txid };
  const found = Object.entries(asked).find(([, values]) => values !== undefined)?.[0];
  return findKinds.find((kind) => kind === found) ?? null;
}
