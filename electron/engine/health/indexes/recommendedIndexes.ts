import type { Capability } from '@shared/domain/capability.ts';
import type { IndexReview, StatementClass } from '@shared/domain/indexReview.ts';
import type { Need } from './auditIndex.ts';

export interface RecommendedIndex extends Need {
  /** As upstream calls it where upstream makes it. */
  readonly name: string;
  /** Key list as it is written in DDL. */
  readonly keys: string;
  readonly importance: IndexReview['recommendations'][number]['importance'];
  readonly serves: readonly StatementClass[];
  /** Serves better what another recommended one serves well: its lack is no reason for a slow answer. */
  readonly extra?: true;
}

type Parts = Pick<Capability, 'has_changed_from' | 'has_actor' | 'has_action_link' | 'has_actions'>;

/** As PostgreSQL prints these expressions. */
const ACTOR_TIME = ["(actor_ref ->> 'type'::text)", "(actor_ref ->> 'id'::text)", 'occurred_at'];

const LINKED: readonly StatementClass[] = [
  'page_by_correlation',
  'page_by_request',
  'page_by_job',
  'page_by_action_name',
];

/**
 * The indexes that serve our statements, and which (CONTRACT §1.2 to §1.4). Baselines have those of `base`; the
 * others were measured to turn a read of the whole table into a few probes. Where the database lacks the column
 * or table, there is nothing to recommend.
 */
export function recommendedIndexes(parts: Parts): readonly RecommendedIndex[] {
  const linked = parts.has_action_link && parts.has_actions;
  const all: readonly (RecommendedIndex | false)[] = [
    btree('audit_changes', 'base', ['captured_at'], ['page', 'retention']),
    btree(
      'audit_changes',
      'base',
      ['transaction_id'],
      ['transaction', 'retention', 'page_by_txid', ...LINKED, 'page_by_actor'],
    ),
    btree('audit_changes', 'base', ['table_name'], ['page_by_table']),
    btree('audit_transactions', 'base', ['txid'], ['page_by_txid']),
    {
      ...btree('audit_changes', 'recommended', ['table_schema', 'table_name', 'table_pk'], ['row_history']),
      name: 'audit_changes_row_history_idx',
      keys: 'table_schema, table_name, table_pk, captured_at DESC, id DESC',
    },
    parts.has_actor && {
      ...gin('audit_transactions', 'recommended', 'actor_ref', '', ['page_by_actor', 'actor_transactions']),
      name: 'audit_transactions_actor_ref_gin',
    },
    parts.has_actor && {
      ...btree('audit_transactions', 'optional', ACTOR_TIME, ['actor_transactions']),
      name: 'audit_transactions_actor_time_idx',
      keys: "(actor_ref ->> 'type'), (actor_ref ->> 'id'), occurred_at DESC",
      extra: true,
    },
    linked && btree('audit_actions', 'recommended', ['correlation_id'], ['page_by_correlation']),
    linked && btree('audit_transactions', 'recommended', ['action_id'], LINKED),
    linked && btree('audit_actions', 'base', ['name'], ['page_by_action_name']),
    linked && btree('audit_actions', 'optional', ['request_id'], ['page_by_request']),
    linked && btree('audit_actions', 'optional', ['job_id'], ['page_by_job']),
    gin('audit_changes', 'optional', 'table_pk', 'jsonb_path_ops', ['page_by_pk']),
    gin('audit_changes', 'optional', 'data_after', 'jsonb_path_ops', ['page_by_value']),
    parts.has_changed_from &&
      gin('audit_changes', 'optional', 'changed_from', 'jsonb_path_ops', ['page_by_value']),
    gin('audit_changes', 'optional', 'changed_fields', '', ['page_by_field']),
    btree('audit_transactions', 'optional', ['source'], ['page_by_source']),
    gin('audit_transactions', 'optional', 'meta', 'jsonb_path_ops', ['page_by_meta']),
  ];
  return all.filter((index) => index !== false);
}

function btree(
  table: Need['table'],
  importance: RecommendedIndex['importance'],
  columns: readonly string[],
  serves: readonly StatementClass[],
): RecommendedIndex {
  const name = `${table}_${columns.join('_')}_idx`;
  return { table, method: 'btree', columns, importance, serves, name, keys: columns.join(', ') };
}

function gin(
  table: Need['table'],
  importance: RecommendedIndex['importance'],
  column: string,
  operators: string,
  serves: readonly StatementClass[],
): RecommendedIndex {
  const keys = `${column} ${operators}`.trim();
  return {
    table,
    method: 'gin',
    columns: [column],
    importance,
    serves,
    name: `${table}_${column}_gin`,
    keys,
  };
}
