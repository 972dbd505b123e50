import { formatActor } from '@shared/domain/actor.ts';
import {
  baselineDimensions,
  type ActorBaseline,
  type BaselineDimension,
} from '@shared/domain/actorBaseline.ts';
import { checkBound } from '@shared/domain/bounds.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { parseInstant } from '@shared/domain/instant.ts';
import type { AuditSource, TextRow } from '../db/session.ts';
import { wholeNumber } from '../db/wholeNumber.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { checkActorQuestion } from './actorQuestion.ts';
import { baselineStatement } from './baselineStatement.ts';
import { baselineWording } from './baselineWording.ts';

const MOST = 500;

export interface BaselineQuestion {
  /** `TYPE:ID` or `anonymous`; null: transactions whose actor nobody set. */
  readonly actor: string | null;
  /** The window to look at: inclusive, on `occurred_at`. */
  readonly from: string;
  readonly to: string;
  /** Compare with nothing older than this; null: with everything recorded. */
  readonly since: string | null;
  /** How many values of each dimension, of meta values each key; 1 to 500. */
  readonly limit: number;
}

/**
 * What is unusual in a window against the actor's own other transactions, before and after: for each table, op,
 * hour of the day (UTC), source, meta key and meta value of the window how often it occurs there, how often and on
 * how many of the other days elsewhere, and whether it was never seen before. Exact counts, no score. Changes count
 * with their transaction's `occurred_at`. In the counting lane: it reads all the actor did since `since`. Errors:
 * `invalid_actor`, `invalid_instant`, `invalid_request`, `unavailable_filter`, those of Session.read.
 */
export async function actorBaseline(
  { session, capability }: AuditSource,
  { since: givenSince, limit, ...question }: BaselineQuestion,
  signal?: AbortSignal,
): Promise<ActorBaseline> {
  checkBound('limit', limit, 1, MOST);
  const { actor } = checkActorQuestion(capability, question);
  const window = { actor, from: parseInstant(question.from, 'from'), to: parseInstant(question.to, 'to') };
  const since = givenSince === null ? null : parseInstant(givenSince, 'since');
  checkOrder(window, since);
  const statement = baselineStatement(capability, { ...window, since }, limit);
  const rows = await withIndexHint({ session, capability }, ['actor_transactions'], signal, () =>
    session.read({ signal, lane: 'count' }, (tx) => tx.rows(statement)),
  );
  const elsewhere = totalsOf(rows.find((row) => row['dimension'] === 'total' && row['value'] === 'outside'));
  const compared = rows.filter((row) => row['dimension'] !== 'total');
  return {
    actor: actor === null ? null : formatActor(actor),
    from: window.from,
    to: window.to,
    since,
    window: totalsOf(rows.find((row) => row['dimension'] === 'total' && row['value'] === 'inside')),
    elsewhere,
    values: baselineDimensions.flatMap((dimension) =>
      compared
        .filter((row) => row['dimension'] === dimension)
        .map((row) => valueOf(dimension, row, elsewhere.days)),
    ),
    omitted: compared
      .filter((row) => row['rank'] === '1' && wholeNumber(row, 'found') > limit)
      .map((row) => omittedOf(row, limit)),
  };
}

function checkOrder(
  { from, to }: { readonly from: string; readonly to: string },
  since: string | null,
): void {
  if (to < from) throw new InvestigatorError('invalid_request', 'the window ends before it begins');
  if (since !== null && since > from)
    throw new InvestigatorError('invalid_request', 'since lies inside the window', {
      hint: 'It says from when on other days are compared with; leave it out to compare with all.',
    });
}

function valueOf(
  dimension: BaselineDimension,
  row: TextRow,
  ofDays: number,
): ActorBaseline['values'][number] {
  const value = row['value'] ?? null;
  const before = wholeNumber(row, 'before');
  const later = wholeNumber(row, 'later');
  const unit =
    dimension === 'table' || dimension === 'op' || dimension === 'table_op' ? 'changes' : 'transactions';
  const facts = { unit, elsewhere: before + later, days: wholeNumber(row, 'days'), later } as const;
  return {
    dimension,
    value,
    in_window: wholeNumber(row, 'in_window'),
    ...facts,
    first_seen: before === 0,
    wording: baselineWording(facts, ofDays),
    filters: filtersOf(dimension, value),
  };
}

function omittedOf(row: TextRow, limit: number): ActorBaseline['omitted'][number] {
  const dimension = baselineDimensions.find((name) => name === row['dimension']);
  if (dimension === undefined) throw new TypeError(`the baseline has no dimension ${row['dimension']}`);
  return { dimension, key: row['key'] ?? null, values: wholeNumber(row, 'found') - limit };
}

/** What narrows the timeline to the value, beside the actor and the window. */
function filtersOf(dimension: BaselineDimension, value: string | null): Filters | null {
  if (value === null) return null;
  switch (dimension) {
    case 'table':
      return { table: [value] };
    case 'op':
      return { op: [value] };
    case 'table_op': {
      const blank = value.indexOf(' ');
      return { table: [value.slice(blank + 1)], op: [value.slice(0, blank)] };
    }
    case 'source':
      // A source that is blank, or begins or ends so, cannot be asked for: filters are trimmed.
      return value.trim() === value && value !== '' ? { source: [value] } : null;
    case 'meta_value':
      return { meta: [value] };
    case 'hour':
    case 'meta_key':
      return null;
  }
}

function totalsOf(row: TextRow = {}): ActorBaseline['window'] {
  return {
    transactions: wholeNumber(row, 'transactions'),
    changes: wholeNumber(row, 'in_window'),
    days: wholeNumber(row, 'days'),
    first: row['first'] ?? null,
    last: row['last'] ?? null,
  };
}
