import type { NoChangeStatement } from '@shared/domain/noChange.ts';
import type { Relation } from '@shared/domain/relatedRows.ts';
import type { BlamedField, FieldComparison, RowBlame, RowComparison } from '@shared/domain/rowStates.ts';
import type { LiveComparison } from '@shared/domain/rowSummary.ts';
import { jsonObject } from '@shared/domain/jsonText.ts';
import { actorView } from '@renderer/lib/change.ts';
import { capital, plural } from '@renderer/lib/format.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { versionName, type Version } from './versions.ts';

interface LiveWords {
  readonly text: string;
  /** What no captured change explains. */
  readonly warn: boolean;
}

/** Pure: the live row beside the last captured image, in a few words. */
export function liveWords({ state, differing }: LiveComparison): LiveWords {
  switch (state) {
    case 'agrees':
      return { text: 'live row agrees', warn: false };
    case 'differs':
      return { text: `live row differs in ${plural(differing.length, 'field')}`, warn: true };
    case 'gone':
      return { text: 'no live row, no captured delete', warn: true };
    case 'gone_as_captured':
      return { text: 'no live row, as captured', warn: false };
    case 'there_after_delete':
      return { text: 'live after its captured delete', warn: true };
    case 'never_captured':
      return { text: 'live, never captured', warn: false };
    case 'nowhere':
      return { text: 'no live row', warn: false };
    case 'unreadable':
      return { text: 'live row not readable', warn: false };
  }
}

/** Pure: what that is consistent with, for the line below. */
export function liveReason(live: LiveComparison): string {
  switch (live.state) {
    case 'agrees': {
      const columns = jsonObject(live.live).size;
      const compared = columns - live.masked.length - live.not_captured.length;
      return `no later captured change · ${compared} of ${plural(columns, 'column')} compared`;
    }
    case 'differs':
      return 'written past capture, or the image is older than a change of the table';
    case 'gone':
      return 'deleted past capture, truncated, or its key changed';
    case 'gone_as_captured':
      return 'the newest captured change is its delete';
    case 'there_after_delete':
      return 'written past capture since';
    case 'never_captured':
      return 'no captured change has its key';
    case 'nowhere':
      return 'and no captured change either';
    case 'unreadable':
      return live.message ?? 'why is not told';
  }
}

/** One field of the live row. */
export type LiveCell =
  | { readonly kind: 'agrees' | 'differs'; readonly value: string }
  | { readonly kind: 'words'; readonly text: string };

/** Pure: how the live row stands to one field of the image. */
export function liveCell(live: LiveComparison, name: string): LiveCell {
  if (live.state === 'unreadable') return { kind: 'words', text: 'not readable' };
  if (live.live === null) return { kind: 'words', text: 'no live row' };
  if (live.masked.includes(name)) return { kind: 'words', text: 'readable, not compared' };
  const differing = live.differing.find((one) => one.name === name);
  if (differing !== undefined)
    return differing.live === null
      ? { kind: 'words', text: 'no such column now' }
      : { kind: 'differs', value: differing.live };
  const value = jsonObject(live.live).get(name);
  if (value === undefined) return { kind: 'words', text: 'no such column now' };
  return { kind: live.state === 'agrees' || live.state === 'differs' ? 'agrees' : 'differs', value };
}

/** Pure: who set a field last where no change is known that did. */
export function setterWords({ state }: BlamedField, { arrived }: Pick<RowBlame, 'arrived'>): string | null {
  if (state === 'set') return null;
  if (state === 'appeared') return 'new here, no captured change names it';
  return arrived ? 'set under the key it had before' : 'set before the first captured change';
}

interface Explained {
  readonly text: string;
  readonly warn: boolean;
}

/** Pure: what captured changes say of a field's difference between two moments. */
export function explainField(
  field: FieldComparison,
  { deletes_between }: Pick<RowComparison, 'deletes_between'>,
  by: Version | null,
  zone: Zone,
): Explained {
  const { state, updates_between: updates, numerically_equal } = field;
  if (state === 'masked') return { text: 'masked, cannot compare', warn: false };
  if (state === 'unknown') return { text: 'one moment is before the first captured change', warn: false };
  if (state === 'same')
    return updates === 0
      ? { text: 'equal', warn: false }
      : { text: `equal, changed ${plural(updates, 'time')} in between`, warn: false };
  if (numerically_equal) return { text: 'the same number, written differently', warn: false };
  if (updates > 0) {
    const last =
      by === null ? '' : `${updates === 1 ? '' : ', last'} in ${versionName(by, zone)}${actorOf(by)}`;
    return {
      text: updates === 1 ? `captured${last}` : `captured ${plural(updates, 'time')}${last}`,
      warn: false,
    };
  }
  if (deletes_between > 0) return { text: 'deleted and inserted again in between', warn: false };
  if (by?.entry.audit_change.op === 'insert')
    return { text: `inserted in ${versionName(by, zone)}${actorOf(by)}`, warn: false };
  return { text: 'no captured change names it', warn: true };
}

function actorOf({ entry }: Version): string {
  const actor = actorView(entry.transaction.actor_ref);
  if (actor.state === 'identified') return ` by ${actor.text}`;
  return actor.state === 'anonymous' ? ' by anonymous' : '';
}

type Refusal = NoChangeStatement['refusals'][number]['code'];

/** What each refusal says, before its reason. */
export const REFUSALS: Readonly<Record<Refusal, string>> = {
  ambiguous_row: 'Which row is meant cannot be told',
  second_install: 'There is another trail in this database',
  unresolved_keys: 'Changes without a whole key lie inside',
  window_not_over: 'The window is not over',
  before_retained_window: 'It begins before the oldest row still here',
  before_capture: 'It begins before capture of the table',
  not_captured: 'The table is not captured',
  capture_switched: 'Capture was switched inside the window',
  clock_void: 'The transaction-id clock says nothing here',
  row_security: 'Row security may hide changes from this role',
  live_unreadable: 'The live row cannot be read',
  replica_lag: 'The standby may lag behind',
  open_transaction: 'A transaction is still open',
  contradicted: 'The trail contradicts itself',
  no_bracket: 'No state is known on one side',
};

/** Pure: the heading of an answer about no change. */
export function outcomeWords({ outcome, changes, refusals }: NoChangeStatement): string {
  if (outcome === 'stated') return 'It can be stated';
  if (outcome === 'changed') return `Not true: ${plural(changes, 'captured change')} inside`;
  return `Refused, ${plural(refusals.length, 'reason')}`;
}

/** Pure: the statement as text for a report; null where none is made. */
export function statementText(statement: NoChangeStatement, place: string): string | null {
  if (statement.statement === null) return null;
  const since = statement.capture_since?.at ?? statement.capture_since?.before ?? null;
  return [
    statement.statement,
    `Told by ${place}.`,
    `State before: ${sideText(statement.bracket.before)}. State after: ${sideText(statement.bracket.after)}.`,
    ...(since === null ? [] : [`Capture is as it is now since ${since}.`]),
    'Wrong all the same if',
    ...statement.unless.map((text) => `- ${text}`),
  ].join('\n');
}

/** Pure: one side of the bracket. */
export function sideText(side: NoChangeStatement['bracket']['before']): string {
  if (side === null) return 'not known';
  const at = side.at ?? 'at an unknown time';
  if (side.kind === 'change') return `captured ${side.op ?? 'change'} of ${at}`;
  if (side.kind === 'live') return side.op === 'absent' ? `no live row at ${at}` : `the live row at ${at}`;
  return `a live row written before ${at}`;
}

/** Pure: how many rows, and what is not said by that. */
export function relationWords({ rows, truncated, live, message }: Relation): string {
  const count = truncated ? `at least ${plural(rows.length, 'row')}` : plural(rows.length, 'row');
  if (!live) return rows.length === 0 ? 'not looked into' : `${count}, live rows not looked into`;
  return rows.length === 0 && message !== null ? 'points nowhere' : count;
}

/** Pure: why the key is taken for whole. */
export function keySourceWords(source: string): string {
  return capital(
    {
      trigger: 'key columns as the capture trigger names them',
      primary_key: 'key columns of the primary key, no capture trigger names any now',
      recorded: 'key columns as recorded, the table of today has others or is gone',
      assumed: 'the key column id is assumed, nothing names one',
    }[source] ?? source,
  );
}
