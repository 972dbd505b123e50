import { InvestigatorError } from '@shared/domain/errors.ts';
import {
  findKinds,
  type FindAnswer,
  type FindHit,
  type FindKind,
  type FindProgress,
} from '@shared/domain/find.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { StatementClass } from '@shared/domain/indexReview.ts';
import type { AuditSource, ReadTransaction } from '../db/session.ts';
import { missingIndexes } from '../health/indexes/missingIndexes.ts';
import { lookUpActionIds } from './lookUpActionIds.ts';
import { lookUpActors } from './lookUpActors.ts';
import { lookUpIds } from './lookUpIds.ts';
import { lookUpRowKeys } from './lookUpRowKeys.ts';
import { searchValues, type Budget } from './searchValues.ts';
import { ValueHits } from './valueHits.ts';
import { wantedOf, type Wanted } from './wanted.ts';

/** What somebody who typed waits for; `deep` waits as long as it takes. */
const BUDGET: Budget = { milliseconds: 5_000, rows: 1_000_000 };
const NO_BUDGET: Budget = { milliseconds: null, rows: null };
/** An id is found at once or there is no index for it. */
const LOOK_UP_TIMEOUT_MS = 5_000;

export interface FindQuestion {
  readonly text: string;
  /** Search recorded values to the oldest change, however long it takes. */
  readonly deep: boolean;
  /** For tests; default: five seconds or a million changes. */
  readonly budget?: Budget;
}

interface Step {
  readonly kinds: readonly FindKind[];
  /** What serves it, for a remark when that is missing. */
  readonly classes: readonly StatementClass[];
  readonly missing: (capability: Capability) => string | null;
  readonly look: (tx: ReadTransaction, capability: Capability, wanted: Wanted) => Promise<readonly FindHit[]>;
}

const STEPS: readonly Step[] = [
  {
    kinds: ['transaction', 'change', 'action', 'txid'],
    classes: ['transaction', 'page_by_txid'],
    missing: () => null,
    look: lookUpIds,
  },
  { kinds: ['row_key'], classes: ['row_history'], missing: () => null, look: lookUpRowKeys },
  {
    kinds: ['correlation', 'request', 'job'],
    classes: ['page_by_correlation', 'page_by_request', 'page_by_job'],
    missing: ({ has_actions }) =>
      has_actions ? null : 'there is no table audit_actions that this role may read',
    look: lookUpActionIds,
  },
  {
    kinds: ['actor'],
    classes: ['page_by_actor'],
    missing: ({ has_actor }) =>
      has_actor ? null : 'audit_transactions has no column actor_ref: actors were not recorded',
    look: lookUpActors,
  },
];

/**
 * What a pasted text can be in this database, by kind (findKinds) and where it occurs. Ids come first, from
 * indexes; then recorded values, newest change first, within a budget of time and rows: `values` says how far that
 * went. Counts of ids stop at 1000 (`capped`). Each kind is looked up in a read, and so a snapshot, of its own:
 * one that cannot answer in time is named in `not_searched` and costs only itself. Progress holds all hits so far.
 * Errors: `invalid_request` (empty or too long), and those of Session.read.
 */
export async function find(
  source: AuditSource,
  { text, deep, budget = deep ? NO_BUDGET : BUDGET }: FindQuestion,
  onProgress: (progress: FindProgress) => void = () => undefined,
  signal?: AbortSignal,
): Promise<FindAnswer> {
  const { capability } = source;
  const wanted = wantedOf(text);
  const ids: FindHit[] = [];
  const not_searched: { kind: FindKind; reason: string }[] = [];
  const values = new ValueHits(wanted.spellings);
  const progress = (searched: number, back_to: string | null): void =>
    onProgress({ hits: merged(ids, values), searched, of: capability.estimates.changes, back_to });
  for (const step of STEPS) {
    const missing = step.missing(capability);
    const reason = missing ?? (await lookUp(source, step, wanted, ids, signal));
    if (reason !== null) not_searched.push(...step.kinds.map((kind) => ({ kind, reason })));
    progress(0, null);
  }
  const search = await searchValues(
    source,
    wanted,
    budget,
    {
      found: (row) => values.add(row),
      advanced: ({ searched, back_to }) => progress(searched, back_to),
    },
    signal,
  );
  const { text: asked, spellings } = wanted;
  return { text: asked, spellings, hits: merged(ids, values), values: search, not_searched };
}

/** Adds what the step finds; answers why it could not, or null. */
async function lookUp(
  source: AuditSource,
  step: Step,
  wanted: Wanted,
  ids: FindHit[],
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const { session, capability } = source;
  try {
    const options = { signal, statementTimeoutMs: LOOK_UP_TIMEOUT_MS };
    ids.push(...(await session.read(options, (tx) => step.look(tx, capability, wanted))));
    return null;
  } catch (error) {
    if (!(error instanceof InvestigatorError && error.code === 'statement_timeout')) throw error;
    const missing = (await missingIndexes(source, step.classes, signal)).map(({ name }) => name);
    const why = missing.length === 0 ? '' : `: missing ${missing.join(', ')}; "indexes" prints the DDL`;
    return `not answered in time${why}`;
  }
}

/** In the order of the kinds. A row the index has named is not named again by the search. */
function merged(ids: readonly FindHit[], values: ValueHits): readonly FindHit[] {
  const row = ({ where }: FindHit): string =>
    JSON.stringify([where.table_schema, where.table_name, where.table_pk]);
  const known = new Set(ids.filter(({ kind }) => kind === 'row_key').map(row));
  const searched = values.hits().filter((hit) => hit.kind !== 'row_key' || !known.has(row(hit)));
  const all = [...ids, ...searched];
  return findKinds.flatMap((kind) => all.filter((hit) => hit.kind === kind));
}
