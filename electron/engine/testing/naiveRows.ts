import fc from 'fast-check';
import { listFilterKeys, normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import { quoteLiteral } from '../db/sql.ts';
import { uuidOf } from './auditTables.ts';
import type { NaiveRow } from './naiveFilters.ts';

/** Values of each key: stored ones, near misses, and what would break a statement that pasted them. */
const POOLS = {
  table: ['orders', 'public.orders', 'Orders', 'o\'dd "name', 'billing.orders'],
  table_schema: ['public', 'billing'],
  actor: ['user:1', 'user:2', 'anonymous', 'job:a:b', 'user: 1'],
  op: ['insert', 'update', 'delete'],
  correlation_id: ['c-1', 'c 2', "c'3\\"],
  field: ['status', 'no"te', ' total', 'statu_'],
  value: [
    'status=paid',
    'status=1',
    'total=1',
    'total=1.00',
    'total=9007199254740993',
    'total=9007199254740992',
    'no"te=\\',
    'flag=true',
    'flag=null',
    'total=',
    'status= paid',
  ],
  pk: ['{"id":1}', '{"id":"2","t":"x"}', '{"t":"x"}', '{}', '{"id":null}'],
  action_name: ['a.b', 'A.b', 'c d'],
  action_status: ['ok', 'error'],
  request_id: ['r1', 'r2'],
  job_id: ['j1', '$1'],
  source: ['web', '%s', 'job'],
  meta: ['{"ip":"1"}', '{"tags":["a"]}', '{"n":1.0}', '{"deep":{"a":1}}', '{}'],
  txid: ['1', '9007199254740993', '9223372036854775807'],
} as const satisfies Record<(typeof listFilterKeys)[number], readonly string[]>;

const INSTANTS = [0, 1, 2, 5, 9].map((n) => `2026-06-01T00:00:00.00000${n}Z`);
const maybe = <T>(values: readonly T[]): fc.Arbitrary<T | null> =>
  fc.option(fc.constantFrom(...values), { nil: null });

const rowArbitrary: fc.Arbitrary<NaiveRow> = fc
  .record({
    schema: fc.constantFrom('public', 'billing'),
    name: fc.constantFrom('orders', 'Orders', 'o\'dd "name'),
    op: fc.constantFrom('insert', 'update', 'delete'),
    pk: fc.constantFrom('{"id": "1"}', '{"t": "x", "id": "2"}', '{}', '{"id": null}', '{"id": 1}'),
    after: maybe([
      '{"status": "paid"}',
      '{"status": "1", "flag": true}',
      '{"status": 1, "total": 1.00}',
      '{"total": 9007199254740993, "flag": "null"}',
      '{"total": 9007199254740992, "flag": null}',
      '{"no\\"te": "\\\\", "total": ""}',
    ]),
    before: maybe(['{"status": "paid"}', '{"total": 1}', '{"status": " paid"}']),
    fields: maybe([['status'], ['no"te', ' total'], []]),
    at: fc.constantFrom(...INSTANTS),
    source: maybe(['web', '%s', 'job']),
    meta: maybe(['{"ip": "1", "n": 1}', '{"tags": ["b", "a"]}', '{"deep": {"a": 1.0, "b": 2}}', '{}']),
    actor: maybe([
      '{"id": "1", "type": "user"}',
      '{"type": "anonymous", "x": 1}',
      '{"id": "a:b", "type": "job"}',
      '{"id": " 1", "type": "user"}',
      '"odd"',
    ]),
    action: maybe(['a.b', 'A.b', 'c d']),
    status: fc.constantFrom('ok', 'error'),
    correlation: maybe(['c-1', 'c 2', "c'3\\"]),
    request: maybe(['r1', 'r2']),
    job: maybe(['j1', '$1']),
  })
  .map((r) => ({
    change: {
      id: '',
      transaction_id: '',
      table_schema: r.schema,
      table_name: r.name,
      table_pk: r.pk,
      op: r.op,
      data_after: r.after,
      changed_from: r.before,
      changed_fields: r.fields,
      captured_at: r.at,
    },
    transaction: {
      id: '',
      txid: '',
      occurred_at: r.at,
      source: r.source,
      meta: r.meta,
      actor_ref: r.actor,
      action_id: null,
    },
    action:
      r.action === null
        ? null
        : {
            name: r.action,
            status: r.status,
            correlation_id: r.correlation,
            request_id: r.request,
            job_id: r.job,
          },
  }));

const TXIDS = ['1', '9007199254740993', '9007199254740992', '9223372036854775807'];
/** The same rows in every run, so that a failure can be repeated. */
export const naiveRows: readonly NaiveRow[] = fc
  .sample(rowArbitrary, { seed: 20_260_601, numRuns: 120 })
  .map((row, i) => ({
    ...row,
    change: { ...row.change, id: uuidOf(i), transaction_id: uuidOf(i) },
    transaction: { ...row.transaction, id: uuidOf(i), txid: TXIDS[i] ?? String(1000 + i) },
  }));

const conditions = (keys: number): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record({
      picks: fc.array(
        fc.constantFrom(...listFilterKeys).chain((key) =>
          fc.tuple(
            fc.constantFrom(key, key, `not_${key}`),
            fc.uniqueArray(fc.constantFrom(...(POOLS[key] as readonly string[])), {
              minLength: 1,
              maxLength: 3,
            }),
          ),
        ),
        { minLength: 1, maxLength: keys },
      ),
      from: maybe(INSTANTS),
      to: maybe(INSTANTS),
      noActor: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ picks, from, to, noActor }) => ({
      ...Object.fromEntries(picks),
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
      ...(noActor === 0 ? { no_actor: true } : {}),
    }));
/** Filters of one or two keys, with or without a window and a scope, normalized. */
export const anyFilters: fc.Arbitrary<Filters> = fc
  .tuple(
    conditions(2),
    fc.option(fc.array(conditions(2), { minLength: 1, maxLength: 3 }), { nil: undefined }),
  )
  .map(([own, any]) => normalizeFilters(any === undefined ? own : { ...own, any }));

const lit = (text: string | null | undefined): string => (text == null ? 'NULL' : quoteLiteral(text));
/** Inserts one of them into the tables of `auditTablesSql()`. */
export function naiveRowSql({ change: c, transaction: t, action: a }: NaiveRow): string {
  const fields = c.changed_fields === null ? 'NULL' : `ARRAY[${c.changed_fields.map(lit).join(',')}]::text[]`;
  const link = a === null ? 'NULL' : lit(c.id);
  return `${a === null ? '' : `INSERT INTO audit_actions (id, name, actor_ref, status, correlation_id, request_id, job_id) VALUES (${lit(c.id)}, ${lit(a.name)}, '{}', ${lit(a.status)}, ${lit(a.correlation_id)}, ${lit(a.request_id)}, ${lit(a.job_id)});`}
  INSERT INTO audit_transactions (id, txid, source, meta, actor_ref, action_id) VALUES (${lit(c.id)}, ${t.txid}, ${lit(t.source)}, ${lit(t.meta)}, ${lit(t.actor_ref)}, ${link});
  INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, changed_from, changed_fields, captured_at) VALUES
  (${lit(c.id)}, ${lit(c.id)}, ${lit(c.table_schema)}, ${lit(c.table_name)}, ${lit(c.table_pk)}, ${lit(c.op)}, ${lit(c.data_after)}, ${lit(c.changed_from)}, ${fields}, ${lit(c.captured_at)});`;
}
