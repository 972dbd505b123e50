import type { AuditAction, AuditChange, AuditTransaction } from '@shared/domain/audit.ts';
import type { Capability } from '@shared/domain/capability.ts';
import { jsonElements, jsonString } from '@shared/domain/jsonText.ts';
import { instantSql } from '../db/sql.ts';
import type { TextRow } from '../db/session.ts';
import { hasLinkedActions } from './source.ts';

type Parts = Pick<Capability, 'has_changed_from' | 'has_actor' | 'has_action_link' | 'has_actions'>;

/** Every column of the change `c`, as text; a missing `changed_from` reads as NULL (CONTRACT §0). */
export function changeColumns({ has_changed_from }: Pick<Parts, 'has_changed_from'>): string {
  return select('c', {
    id: 'c.id',
    transaction_id: 'c.transaction_id',
    table_schema: 'c.table_schema',
    table_name: 'c.table_name',
    table_pk: 'c.table_pk',
    op: 'c.op',
    data_after: 'c.data_after',
    changed_fields: 'to_jsonb(c.changed_fields)',
    changed_from: has_changed_from ? 'c.changed_from' : 'NULL',
    captured_at: instantSql('c.captured_at'),
    xmin: 'c.xmin',
  });
}

/** Every column of the transaction `t`; missing ones read as NULL. */
export function transactionColumns({ has_actor, has_action_link }: Parts): string {
  return select('t', {
    id: 't.id',
    txid: 't.txid',
    occurred_at: instantSql('t.occurred_at'),
    source: 't.source',
    meta: 't.meta',
    actor_ref: has_actor ? 't.actor_ref' : 'NULL',
    action_id: has_action_link ? 't.action_id' : 'NULL',
  });
}

/** Every column of the action `a`; none where actions cannot be reached. */
export function actionColumns(parts: Parts): string {
  const names = hasLinkedActions(parts) ? ACTION_COLUMNS : [];
  const expressions = names.map((name) => [name, `a.${name}`]);
  if (names.length > 0) expressions.push(['inserted_at', instantSql('a.inserted_at')]);
  return select('a', Object.fromEntries(expressions) as Record<string, string>);
}

const ACTION_COLUMNS = [
  'id',
  'name',
  'actor_ref',
  'status',
  'verb',
  'category',
  'reason',
  'comment',
  'correlation_id',
  'request_id',
  'job_id',
];

export function changeOf(row: TextRow): AuditChange {
  const fields = row['c_changed_fields'] ?? null;
  return {
    id: text(row, 'c_id'),
    transaction_id: text(row, 'c_transaction_id'),
    table_schema: text(row, 'c_table_schema'),
    table_name: text(row, 'c_table_name'),
    table_pk: text(row, 'c_table_pk'),
    op: text(row, 'c_op'),
    data_after: row['c_data_after'] ?? null,
    changed_fields: fields === null ? null : jsonElements(fields).map(jsonString),
    changed_from: row['c_changed_from'] ?? null,
    captured_at: text(row, 'c_captured_at'),
    xmin: text(row, 'c_xmin'),
  };
}

export function transactionOf(row: TextRow): AuditTransaction {
  return {
    id: text(row, 't_id'),
    txid: text(row, 't_txid'),
    occurred_at: text(row, 't_occurred_at'),
    source: row['t_source'] ?? null,
    meta: row['t_meta'] ?? null,
    actor_ref: row['t_actor_ref'] ?? null,
    action_id: row['t_action_id'] ?? null,
  };
}

/** null when the transaction is linked to no action. */
export function actionOf(row: TextRow): AuditAction | null {
  if ((row['a_id'] ?? null) === null) return null;
  return {
    id: text(row, 'a_id'),
    name: text(row, 'a_name'),
    actor_ref: text(row, 'a_actor_ref'),
    status: text(row, 'a_status'),
    verb: row['a_verb'] ?? null,
    category: row['a_category'] ?? null,
    reason: row['a_reason'] ?? null,
    comment: row['a_comment'] ?? null,
    correlation_id: row['a_correlation_id'] ?? null,
    request_id: row['a_request_id'] ?? null,
    job_id: row['a_job_id'] ?? null,
    inserted_at: text(row, 'a_inserted_at'),
  };
}

function select(prefix: string, expressions: Readonly<Record<string, string>>): string {
  return Object.entries(expressions)
    .map(([name, expression]) => `${expression} AS ${prefix}_${name}`)
    .join(', ');
}

/** A NOT NULL column. */
function text(row: TextRow, column: string): string {
  const value = row[column] ?? null;
  if (value === null) throw new TypeError(`${column} is NULL, which its table forbids`);
  return value;
}
