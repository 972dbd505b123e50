/** Filters that take a list of values: alternatives, or with `not_` in front exclusions (filters.ts). */
export const listFilterKeys = [
  'table',
  'table_schema',
  'actor',
  'op',
  'correlation_id',
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
] as const;
export type ListFilterKey = (typeof listFilterKeys)[number];
