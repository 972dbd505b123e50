import { checkBound } from '@shared/domain/bounds.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { filterKeys, normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import {
  differenceKeys,
  type Difference,
  type DifferenceKey,
  type Different,
} from '@shared/domain/summaries.ts';
import type { AuditSource, ReadTransaction, TextRow } from '../db/session.ts';
import { hasLinkedActions } from '../timeline/source.ts';
import { anyMetaStatement } from './anyMetaStatement.ts';
import {
  fieldDifferencesStatement,
  metaDifferencesStatement,
  scalarDifferencesStatement,
  type Sides,
} from './differentStatements.ts';
import { scalarKeys } from './grouping.ts';
import { newestPartStatement } from './newestPartStatement.ts';

const MOST = 200;

export interface DifferentQuestion {
  readonly filters: Filters;
  /** null: everything in the same window (`from`, `to`) that the filters do not select. */
  readonly against: Filters | null;
  /** Changes compared: the newest of the window, or half as many of each of two sets. From 1 on; default 1,000,000. */
  readonly max_changes?: number | undefined;
}

const MAX_CHANGES = 1_000_000;
/** What is compared of a part that took too long. */
const LESS = 8;

/**
 * What the selected changes have more often than the others, by share: table, operation, actor, linked action,
 * source, changed field, hour of the day (UTC), and the names and values at the top of the transactions' meta.
 * Counts are exact and count changes. Strongest first, by what each value adds to the distance between the two
 * (Kullback-Leibler): at most 20 values a key. Empty when a side is. Both sides may overlap. Of a trail with more
 * than `max_changes` the newest are compared, and should those take too long, an eighth of them: `selected_from`
 * and `against_from` say from which instant on, null where all of it was. One snapshot, counting lane. Errors: `invalid_filter` where the filters leave nothing to compare with, those of
 * `countChanges`.
 */
export async function different(
  { session, capability }: AuditSource,
  question: DifferentQuestion,
  signal?: AbortSignal,
): Promise<Different> {
  const sides = {
    selected: normalizeFilters(question.filters),
    against: question.against === null ? null : normalizeFilters(question.against),
  };
  if (sides.against === null && !narrows(sides.selected))
    throw new InvestigatorError('invalid_filter', 'the filters select everything in their window', {
      hint: 'Narrow the selection, or say what to compare with: different [filters] --against [filters].',
    });
  const { max_changes = MAX_CHANGES } = question;
  checkBound('max_changes', max_changes, 1, 1_000_000_000);
  const compare = (most: number | null): Promise<Different> =>
    session.read({ signal, lane: 'count' }, async (tx) => {
      const { part, ...instants } = await newestPart(tx, capability, sides, most);
      return { ...(await differentIn(tx, capability, part)), ...instants };
    });
  // An estimate: where it is too low, the time limit leads to the same.
  const large = capability.estimates.changes > max_changes;
  try {
    return await compare(large ? max_changes : null);
  } catch (error) {
    if (!(error instanceof InvestigatorError) || error.code !== 'statement_timeout') throw error;
    return await compare(Math.ceil(max_changes / LESS));
  }
}

interface Part {
  readonly part: Sides;
  readonly selected_from: string | null;
  readonly against_from: string | null;
}

/** The sides cut to their newest `most` changes; as they are where that is null or they have no more. */
async function newestPart(
  tx: ReadTransaction,
  capability: Capability,
  sides: Sides,
  most: number | null,
): Promise<Part> {
  if (most === null) return { part: sides, selected_from: null, against_from: null };
  const { selected, against } = sides;
  const begin = async (filters: Filters): Promise<string | null> => {
    const rows = against === null ? most : Math.ceil(most / 2);
    const [row] = await tx.rows(newestPartStatement(capability, filters, rows));
    // An instant that no calendar holds narrows nothing.
    return row?.['at']?.endsWith('Z') === true ? row['at'] : null;
  };
  const cut = (filters: Filters, from: string | null): Filters =>
    from === null ? filters : { ...filters, from };
  const { from, to } = selected;
  const selected_from = await begin(against === null ? { from, to } : selected);
  const against_from = against === null ? selected_from : await begin(against);
  return {
    part: { selected: cut(selected, selected_from), against: against && cut(against, against_from) },
    selected_from,
    against_from,
  };
}

function narrows(filters: Filters): boolean {
  return filterKeys.some((key) => key !== 'from' && key !== 'to' && filters[key] !== undefined);
}

async function differentIn(
  tx: ReadTransaction,
  capability: Capability,
  sides: Sides,
): Promise<Pick<Different, 'selected' | 'against' | 'differences'>> {
  const keys = scalarKeys.filter(
    (key) => (key !== 'actor' || capability.has_actor) && (key !== 'action' || hasLinkedActions(capability)),
  );
  const scalars = await tx.rows(scalarDifferencesStatement(capability, keys, sides));
  const total = scalars.find(({ key }) => key === null);
  const totals = { selected: total?.['s'] ?? '0', against: total?.['a'] ?? '0' };
  const sizes = { selected: Number(totals.selected), against: Number(totals.against) };
  if (sizes.selected === 0 || sizes.against === 0) return { ...sizes, differences: [] };
  const [meta] = await tx.rows(anyMetaStatement(capability.storage_schema));
  const rows = [
    ...scalars.filter(({ key }) => key !== null),
    ...(await tx.rows(fieldDifferencesStatement(capability, sides, totals))),
    ...(meta?.['found'] === 't' ? await tx.rows(metaDifferencesStatement(capability, sides, totals)) : []),
  ];
  const ordered = rows.toSorted((a, b) => scoreOf(b) - scoreOf(a) || placeOf(a) - placeOf(b));
  return { ...sizes, differences: ordered.slice(0, MOST).map((row) => differenceOf(row, sizes)) };
}

function scoreOf(row: TextRow): number {
  return Number(row['score']);
}

function placeOf(row: TextRow): number {
  return differenceKeys.indexOf(row['key'] as DifferenceKey);
}

function differenceOf(
  row: TextRow,
  sizes: { readonly selected: number; readonly against: number },
): Difference {
  const selected = { count: Number(row['s']), share: Number(row['s']) / sizes.selected };
  const against = { count: Number(row['a']), share: Number(row['a']) / sizes.against };
  const ratio = against.count === 0 ? null : rounded(selected.share / against.share);
  return {
    key: row['key'] as DifferenceKey,
    value: row['value'] ?? null,
    selected: { ...selected, share: rounded(selected.share) },
    against: { ...against, share: rounded(against.share) },
    ratio,
  };
}

/** Six significant digits: shares of counts, not evidence. */
function rounded(share: number): number {
  return Number(share.toPrecision(6));
}
