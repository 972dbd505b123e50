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
import type { AuditSource, ReadTransaction, TextRow } from '../db/session.ts';
import { missingIndexes } from '../health/indexes/missingIndexes.ts';
import { actionTextsStatement } from './actionTextsStatement.ts';
import { lookUpActionIds } from './lookUpActionIds.ts';
import { actionTextHits, lookUpActionNames } from './lookUpActionTexts.ts';
import { lookUpActors } from './lookUpActors.ts';
import { lookUpIds } from './lookUpIds.ts';
import { lookUpRowKeys } from './lookUpRowKeys.ts';
import { MetaHits } from './metaHits.ts';
import { metaStatement } from './metaStatement.ts';
import { searchValues, type Budget } from './searchValues.ts';
import { ValueHits } from './valueHits.ts';
import { valuesStatement } from './valuesStatement.ts';
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

const NO_ACTIONS = 'there is no table audit_actions that this role may read';

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
    missing: ({ has_actions }) => (has_actions ? null : NO_ACTIONS),
    look: lookUpActionIds,
  },
  {
    kinds: ['action_name'],
    classes: [],
    missing: ({ has_actions }) => (has_actions ? null : NO_ACTIONS),
    look: lookUpActionNames,
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
 * indexes; then the meta of transactions, the texts of actions and recorded values, each newest first and within a
 * budget of time and rows: `meta`, `action_texts` and `values` say how far that went. Counts of ids stop at 1000 (`capped`). Each kind is looked up in a read, and so a snapshot, of its own:
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
  const beside = await searchBeside(source, wanted, { ids, not_searched }, budget, signal);
  progress(0, null);
  const search = await searchValues(
    source,
    (cursor, rows) => valuesStatement(capability, wanted, cursor, rows),
    budget,
    {
      found: (row) => values.add(row),
      advanced: ({ searched, back_to }) => progress(searched, back_to),
    },
    signal,
  );
  const { text: asked, spellings } = wanted;
  return { text: asked, spellings, hits: merged(ids, values), values: search, ...beside, not_searched };
}

interface Findings {
  readonly ids: FindHit[];
  readonly not_searched: { kind: FindKind; reason: string }[];
}

/** Each gets a part of the budget's time, so that the changes are reached soon: there are fewer of these. */
const PART = 4;

/** Adds what the meta of transactions and the texts of actions hold; answers how far each was searched. */
async function searchBeside(
  source: AuditSource,
  wanted: Wanted,
  { ids, not_searched }: Findings,
  { milliseconds, rows }: Budget,
  signal: AbortSignal | undefined,
): Promise<Pick<FindAnswer, 'meta' | 'action_texts'>> {
  const { capability } = source;
  const budget = { milliseconds: milliseconds === null ? null : milliseconds / PART, rows };
  const hits = new MetaHits(capability.storage_schema, wanted);
  const meta = await searchValues(
    source,
    (cursor, most) => metaStatement(capability, wanted, cursor, most),
    budget,
    { found: (row) => hits.add(row), advanced: () => undefined },
    signal,
  );
  ids.push(...hits.hits());
  if (!capability.has_actions) {
    not_searched.push({ kind: 'action_text', reason: NO_ACTIONS });
    return { meta, action_texts: null };
  }
  const found: TextRow[] = [];
  const action_texts = await searchValues(
    source,
    (cursor, most) => actionTextsStatement(capability, wanted.spellings, cursor, most),
    budget,
    { found: (row) => found.push(row), advanced: () => undefined },
    signal,
  );
  const look: Step['look'] = (tx) => actionTextHits(tx, capability, found);
  const reason = await lookUp(source, { look, classes: [] }, wanted, ids, signal);
  if (reason !== null) not_searched.push({ kind: 'action_text', reason });
  return { meta, action_texts };
}

/** Adds what the step finds; answers why it could not, or null. */
async function lookUp(
  source: AuditSource,
  step: Pick<Step, 'look' | 'classes'>,
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
