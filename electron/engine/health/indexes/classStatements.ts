import { actorFromJson, formatActor } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { fromEpochMicros, isCanonicalInstant, toEpochMicros } from '@shared/domain/instant.ts';
import type { Filters } from '@shared/domain/filters.ts';
import type { StatementClass } from '@shared/domain/indexReview.ts';
import { transactionsStatement } from '../../actors/transactionsStatement.ts';
import { windowPredicate } from '../../actors/windowPredicate.ts';
import type { Statement, TextRow } from '../../db/session.ts';
import { historyStatement } from '../../rows/historyStatement.ts';
import { changesStatement } from '../../transactions/changesStatement.ts';
import { countStatement } from '../../timeline/countStatement.ts';
import { pageStatement } from '../../timeline/pageStatement.ts';
import { hasLinkedActions } from '../../timeline/source.ts';

/** A kind of statement: what it asks in words, and the statement this application really sends. */
export interface ClassStatement {
  readonly class: StatementClass;
  readonly asks: string;
  /** null where the database lacks what it asks about. */
  readonly statement: Statement | null;
}

const PAGE = 51;

/** One statement of each class, with values that occur in this database where there are some. Pure. */
export function classStatements(capability: Capability, sample: TextRow): readonly ClassStatement[] {
  const value = (name: string, otherwise: string): string => sample[name] ?? otherwise;
  const page = (filters: Filters): Statement =>
    pageStatement(capability, { filters, cursor: null, direction: 'older', rows: PAGE });
  const linked = (filters: Filters): Statement | null =>
    hasLinkedActions(capability) ? page(filters) : null;
  const row = {
    table_schema: value('table_schema', 'public'),
    table_name: value('table_name', 'orders'),
    table_pk: value('table_pk', '{"id": "1"}'),
  };
  const actor = actorFromJson(sample['actor_ref'] ?? null) ?? ({ type: 'user', id: '1' } as const);
  const transaction = value('transaction_id', '00000000-0000-4000-8000-000000000000');
  const open = { from: null, to: null } as const;
  return [
    { class: 'page', asks: 'the newest changes, unfiltered', statement: page({}) },
    { class: 'page_by_table', asks: 'changes of one table', statement: page({ table: [row.table_name] }) },
    {
      class: 'page_by_actor',
      asks: 'changes of one actor',
      statement: capability.has_actor ? page({ actor: [formatActor(actor)] }) : null,
    },
    {
      class: 'page_by_correlation',
      asks: 'changes linked to a correlation id',
      statement: linked({ correlation_id: [value('correlation_id', 'x')] }),
    },
    {
      class: 'page_by_request',
      asks: 'changes linked to a request id',
      statement: linked({ request_id: ['x'] }),
    },
    { class: 'page_by_job', asks: 'changes linked to a job id', statement: linked({ job_id: ['x'] }) },
    {
      class: 'page_by_action_name',
      asks: 'changes linked to actions of a name',
      statement: linked({ action_name: ['x'] }),
    },
    {
      class: 'page_by_txid',
      asks: 'changes of the transaction with a number',
      statement: page({ txid: [value('txid', '1')] }),
    },
    { class: 'page_by_source', asks: 'changes from one source', statement: page({ source: ['x'] }) },
    {
      class: 'page_by_meta',
      asks: 'changes whose meta contains an object',
      statement: page({ meta: ['{"x":1}'] }),
    },
    { class: 'page_by_field', asks: 'updates that changed a column', statement: page({ field: ['x'] }) },
    { class: 'page_by_value', asks: 'changes that recorded a value', statement: page({ value: ['x=y'] }) },
    {
      class: 'page_by_pk',
      asks: 'changes of rows whose key contains an object',
      statement: page({ pk: [row.table_pk] }),
    },
    {
      class: 'row_history',
      asks: 'history of one row by its whole key',
      statement: historyStatement(capability, row, {
        ...open,
        cursor: null,
        direction: 'older',
        rows: PAGE,
      }),
    },
    {
      class: 'transaction',
      asks: 'all changes of one transaction',
      statement: changesStatement(capability, transaction),
    },
    {
      class: 'actor_transactions',
      asks: 'transactions of one actor',
      statement: capability.has_actor
        ? transactionsStatement(capability, {
            conditions: (bind) => windowPredicate(capability, { actor, ...open }, bind),
            cursor: null,
            direction: 'older',
            rows: PAGE,
          })
        : null,
    },
    {
      class: 'retention',
      asks: 'changes older than a cutoff',
      statement: countStatement(capability, { to: cutoff(capability) }, null),
    },
  ];
}

/** An hour into the trail: a purge takes the oldest part of it. */
function cutoff({ window }: Capability): string {
  const oldest = window.oldest ?? '2026-01-01T00:00:00.000000Z';
  // What ISO-8601 cannot write serves as it is.
  return isCanonicalInstant(oldest) ? fromEpochMicros(toEpochMicros(oldest) + 3_600_000_000n) : oldest;
}
