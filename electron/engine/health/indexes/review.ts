import type { Capability } from '@shared/domain/capability.ts';
import type { IndexReview } from '@shared/domain/indexReview.ts';
import { qualified } from '../../db/sql.ts';
import type { AuditSource } from '../../db/session.ts';
import { fits, type AuditIndex } from './auditIndex.ts';
import { createDdl, invalidDdl } from './ddl.ts';
import { estimatedBytes } from './estimatedBytes.ts';
import { readFacts, type PlannedClass, type ReviewFacts } from './facts.ts';
import { missingIndexFor } from './missingIndexFor.ts';
import { recommendedIndexes, type RecommendedIndex } from './recommendedIndexes.ts';
import { redundantIndexes } from './redundantIndexes.ts';

type Recommendation = IndexReview['recommendations'][number];

/**
 * For each class of statements: the plan it has now, whether indexes serve it, and what is missing; the DDL of
 * what is missing with its expected size; indexes that are invalid or superfluous (CONTRACT §1, §12 traps 50, 51).
 * Looks and plans only: nothing is created. All from one snapshot. Errors: those of Session.read.
 */
export async function reviewIndexes(
  { session, capability }: AuditSource,
  signal?: AbortSignal,
): Promise<IndexReview> {
  return reviewOf(capability, await session.read({ signal }, (tx) => readFacts(tx, capability)));
}

/** The review of what was read. Pure. */
function reviewOf(capability: Capability, facts: ReviewFacts): IndexReview {
  const { indexes } = facts;
  return {
    storage_schema: capability.storage_schema,
    reviewed_at: facts.now,
    partitioned: capability.partitioned,
    classes: facts.classes.map((one) => classReview(capability, one, indexes)),
    recommendations: recommendedIndexes(capability).map((wanted) =>
      recommendation(capability, wanted, facts),
    ),
    invalid: indexes
      .filter(({ valid }) => !valid)
      .map((index) => ({ ...placeOf(index), ddl: invalidDdl(index) })),
    redundant: redundantIndexes(indexes).map(({ index, coveredBy }) => ({
      ...placeOf(index),
      covered_by: coveredBy,
      bytes: index.bytes,
      ddl: [`DROP INDEX CONCURRENTLY ${qualified(index.schema, index.name)};`],
    })),
    existing: indexes.map((index) => ({
      ...placeOf(index),
      definition: index.definition,
      valid: index.valid,
      bytes: index.bytes,
      scans: index.scans,
    })),
  };
}

function classReview(
  capability: Capability,
  { class: name, asks, statement, plan }: PlannedClass,
  indexes: readonly AuditIndex[],
): IndexReview['classes'][number] {
  const missing = missingIndexFor(name, capability, indexes).map((index) => index.name);
  const wanted = recommendedIndexes(capability).filter(({ serves }) => serves.includes(name));
  const by = indexes.filter((index) => index.valid && wanted.some((need) => fits(need, index)));
  return {
    class: name,
    asks,
    statement: statement?.text ?? null,
    values: statement?.values.map(String) ?? [],
    plan: plan?.nodes ?? [],
    reads_whole: plan?.readsWhole ?? [],
    served: statement === null ? 'unavailable' : missing.length === 0 ? 'yes' : 'no',
    by: statement === null ? [] : by.map((index) => index.name),
    missing: statement === null ? [] : missing,
  };
}

function recommendation(
  capability: Capability,
  wanted: RecommendedIndex,
  { indexes, partitions, widths }: ReviewFacts,
): Recommendation {
  const { name, table, method, columns, serves, importance } = wanted;
  const fitting = indexes.filter((index) => fits(wanted, index));
  const present = fitting.find(({ valid }) => valid);
  const invalid = fitting.find(({ valid }) => !valid);
  const below = partitions.get(table) ?? [];
  const schema = capability.storage_schema;
  const ddl = invalid === undefined ? createDdl(wanted, schema, below) : invalidDdl(invalid);
  const shared = { schema, table, name, method, columns, serves, importance };
  if (present !== undefined)
    return { ...shared, state: 'present', present_as: present.name, estimated_bytes: null, ddl: [] };
  return {
    ...shared,
    state: invalid === undefined ? 'missing' : 'invalid',
    present_as: null,
    estimated_bytes: estimatedBytes(wanted, rowsOf(capability, table), widths),
    ddl,
  };
}

function rowsOf({ estimates }: Capability, table: RecommendedIndex['table']): number {
  switch (table) {
    case 'audit_changes':
      return estimates.changes;
    case 'audit_transactions':
      return estimates.transactions;
    case 'audit_actions':
      return estimates.actions;
  }
}

function placeOf({ schema, table, name }: AuditIndex): {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
} {
  return { schema, table, name };
}
