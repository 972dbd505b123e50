import { checkBound } from '@shared/domain/bounds.ts';
import type { AuditChange } from '@shared/domain/audit.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { CannotRestore, Reversal, ReversalStatement } from '@shared/domain/reversal.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import type { AuditSource, ReadTransaction } from '../db/session.ts';
import { withIndexHint } from '../health/indexes/withIndexHint.ts';
import { classesOfFilters } from '../health/indexes/classesOfFilters.ts';
import { generatedAtStatement } from '../exports/generatedAtStatement.ts';
import { keyBefore } from '../scope/keyBefore.ts';
import { fieldsSet } from '../scope/setFields.ts';
import { readLater } from '../scope/readLater.ts';
import { readLiveOf } from '../scope/readLiveOf.ts';
import { policyOf, readPolicies, tableKey } from '../scope/readPolicies.ts';
import { readPrevious } from '../scope/readPrevious.ts';
import { readTransaction } from '../scope/readTransaction.ts';
import { readScopeChanges } from '../scope/scopeChanges.ts';
import { transactionChangesStatement } from '../scope/transactionChangesStatement.ts';
import { changeOf } from '../timeline/columns.ts';
import { claimsSql } from './claimsSql.ts';
import { planSteps } from './planSteps.ts';
import { readShapes } from './readShapes.ts';
import { scriptSql } from './script.ts';
import { rowStates, type RowStates } from './rowState.ts';
import type { Step } from './step.ts';
import { stepSql } from './stepSql.ts';
import { nothingKnown, type Uniqueness } from './taken.ts';
import { readUniqueness } from './uniqueness.ts';

export interface ReversalQuestion {
  /** One transaction by its uuid, or what the filters match. */
  readonly of: { readonly transaction_id: string } | { readonly filters: Filters };
  /** The most changes the draft is about, the newest; 1 to 10000. Default 1000. */
  readonly limit?: number;
}

/**
 * SQL that would undo a transaction or a selection, as text; nothing is executed. One statement a change, in
 * reverse capture order, between BEGIN and ROLLBACK: UPDATE back to the prior value where recorded, else from the
 * previous image; DELETE of inserted rows; INSERT of deleted rows from the last captured image. Each is guarded by
 * the current value of every field it sets. A field is claimed only where all that is recorded, and the live row
 * in the same snapshot, say that the guard will hold; the others are listed with the reason.
 * Errors: `invalid_uuid`, `not_found`, `invalid_filter`, `invalid_instant`, `invalid_actor`, `unavailable_filter`,
 * `invalid_request`, and those of Session.read.
 */
export async function draftReversal(
  source: AuditSource,
  { of, limit = 1_000 }: ReversalQuestion,
  signal?: AbortSignal,
): Promise<Reversal> {
  checkBound('limit', limit, 1, 10_000);
  const asked = 'filters' in of ? { filters: normalizeFilters(of.filters) } : of;
  const { session, capability } = source;
  const read = (): Promise<Reversal> =>
    session.read({ signal, lane: 'count' }, async (tx) => {
      const { changes, truncated } = await readChanges(tx, capability, asked, limit);
      const [clock] = await tx.rows(generatedAtStatement());
      const newestFirst = [...changes].reverse();
      const shapes = await readShapes(tx, changes);
      const policies = await readPolicies(tx, changes);
      const previous = await readPrevious(tx, capability, changes);
      const later = await readLater(tx, capability, changes.map(setBy), idsOf(changes));
      const live = await readLiveOf(tx, capability, changes.flatMap(places));
      const plan = (states: RowStates, unique: Uniqueness): readonly Step[] =>
        planSteps(
          newestFirst,
          (change) => {
            const shape = shapes.get(tableKey(change));
            return shape && { shape, policy: policyOf(policies, change), previous, later, unique };
          },
          states,
        );
      // Once as if every value were free, to learn which are wanted; then with what stands in the way.
      const unique = await readUniqueness(tx, plan(rowStates(live), nothingKnown), shapes);
      const states = rowStates(live);
      const steps = plan(states, unique);
      const order = new Map(newestFirst.map(({ id }, i) => [id, i + 1]));
      const statements = steps.map((step) => {
        const shape = shapes.get(tableKey(step.change));
        return statementOf(step, shape === undefined ? null : stepSql(step, shape));
      });
      const { database } = capability.server;
      const sql = scriptSql({
        ...{ about: aboutText(asked), database, truncated, statements, shapes },
        made_at: clock?.['generated_at'] ?? '',
        claims: claimsSql(states.all(), shapes, ({ change }) => order.get(change.id) ?? 0),
      });
      return { sql, statements, changes: changes.length, truncated };
    });
  return await withIndexHint(
    source,
    ['row_history', 'transaction', ...('filters' in asked ? classesOfFilters(asked.filters) : [])],
    signal,
    read,
  );
}

/** In capture order, the newest `limit`. */
async function readChanges(
  tx: ReadTransaction,
  capability: Capability,
  asked: ReversalQuestion['of'],
  limit: number,
): Promise<{ readonly changes: readonly AuditChange[]; readonly truncated: boolean }> {
  if ('filters' in asked) {
    const { entries, truncated } = await readScopeChanges(tx, capability, asked.filters, limit);
    return { changes: entries.map(({ audit_change }) => audit_change), truncated };
  }
  await readTransaction(tx, capability, asked.transaction_id);
  const rows = await tx.rows(
    transactionChangesStatement(capability, asked.transaction_id, 'newest', limit + 1),
  );
  return { changes: rows.slice(0, limit).map(changeOf).reverse(), truncated: rows.length > limit };
}

/** Rows that were inserted or deleted are asked about as such, updated ones field by field. */
function setBy(change: AuditChange): Parameters<typeof readLater>[2][number] {
  const { id, table_schema, table_name, table_pk, captured_at, op } = change;
  const fields = op.toLowerCase() === 'update' ? fieldsSet(change) : null;
  return { id, table_schema, table_name, table_pk, captured_at, fields };
}

/** Where the row of a change stands, and where it stood before. */
function places(change: AuditChange): readonly RowAddress[] {
  const key = keyBefore(change);
  return key.known && key.changed ? [change, { ...change, table_pk: key.table_pk }] : [change];
}

function idsOf(changes: readonly AuditChange[]): readonly string[] {
  return changes.map(({ id }) => id);
}

function statementOf(step: Step, sql: string | null): ReversalStatement {
  const { change, kind, puts, live } = step;
  const cannot_restore: readonly CannotRestore[] = step.cannot_restore;
  return {
    change_id: change.id,
    transaction_id: change.transaction_id,
    table_schema: change.table_schema,
    table_name: change.table_name,
    table_pk: change.table_pk,
    captured_at: change.captured_at,
    kind,
    restores: puts.map(([name]) => name),
    from_previous_image: step.from_image,
    cannot_restore,
    live,
    sql,
  };
}

function aboutText(asked: ReversalQuestion['of']): string {
  return 'filters' in asked
    ? `what these filters match: ${JSON.stringify(asked.filters)}`
    : `transaction ${asked.transaction_id.toLowerCase()}`;
}
