import type { Chip } from '@renderer/lib/chips.ts';

/** What one filters by most; the rest is behind "more". */
export const FREQUENT: readonly Chip['key'][] = [
  'table',
  'table_schema',
  'actor',
  'op',
  'correlation_id',
  'no_actor',
];
export const SELDOM: readonly Chip['key'][] = [
  'field',
  'value',
  'pk',
  'action_name',
  'action_status',
  'request_id',
  'job_id',
  'source',
  'meta',
  'txid',
];
export const FACETS: readonly Chip['key'][] = [...FREQUENT, ...SELDOM];

/** What only an action records: asked of a database without actions, nothing can match. */
export const OF_ACTIONS: readonly Chip['key'][] = [
  'correlation_id',
  'action_name',
  'action_status',
  'request_id',
  'job_id',
];

/** Only these: nothing has to be asked. */
export const FIXED: Partial<Readonly<Record<Chip['key'], readonly string[]>>> = {
  op: ['insert', 'update', 'delete'],
  action_status: ['ok', 'error'],
};

export const PLACEHOLDERS: Readonly<Record<Chip['key'], string>> = {
  table: 'schema.table or name',
  table_schema: 'public',
  actor: 'user:42, or anonymous',
  op: 'insert, update or delete',
  correlation_id: 'exactly as recorded',
  field: 'name of a changed column',
  value: 'column=value',
  pk: '{"id":"42"}',
  action_name: 'exactly as recorded',
  action_status: 'ok or error',
  request_id: 'exactly as recorded',
  job_id: 'exactly as recorded',
  source: 'exactly as recorded',
  meta: 'ip=203.0.113.9, or {"ip":"203.0.113.9"}',
  txid: 'digits',
  no_actor: '',
};

/** What a value of these means; said where nothing is suggested. */
export const MEANINGS: Partial<Readonly<Record<Chip['key'], string>>> = {
  field: 'Updates that changed this column.',
  value: 'Changes that recorded this value of the column, before or after them.',
  pk: 'Changes of the row whose key holds all of this. Numbers are keyed as text.',
  meta: 'Transactions whose meta holds all of this.',
  txid: 'The number PostgreSQL gave the transaction. After a restore it can occur twice.',
};
