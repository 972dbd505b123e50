import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { quoteLiteral } from '../db/sql.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { matchingIds } from './testing/matching.ts';

interface Case {
  readonly label: string;
  readonly table?: string;
  readonly op?: string;
  readonly pk?: string;
  readonly after?: string | null;
  readonly before?: string;
  readonly fields?: readonly string[];
  readonly source?: string;
  readonly meta?: string;
  readonly txid?: string;
  readonly actor?: string;
  readonly action?: {
    readonly name: string;
    readonly status?: string;
    readonly request?: string;
    readonly job?: string;
  };
}

/** One change each; a label tells it apart. What is not said is NULL, or an update of public.orders. */
const CASES: readonly Case[] = [
  {
    label: 'paid',
    after: '{"status": "paid", "total": 12.50}',
    before: '{"status": "open"}',
    fields: ['status'],
  },
  { label: 'open', after: '{"status": "open", "total": 9007199254740993}', fields: ['total', 'status'] },
  {
    label: 'near',
    after: '{"status": "Paid", "total": 9007199254740992}',
    before: '{"total": 12.5}',
    fields: ['total'],
  },
  {
    label: 'deleted',
    op: 'delete',
    after: null,
    before: '{"status": "paid"}',
    pk: '{"id": "7", "tenant": "a"}',
  },
  { label: 'texts', after: '{"status": "12.5", "flag": "true", "none": "null"}', pk: '{"id": "42"}' },
  {
    label: 'literals',
    after: '{"status": 12.5, "flag": true, "none": null}',
    pk: '{"id": "42", "tenant": "b"}',
  },
  {
    label: 'odd',
    after: String.raw`{"no\"te": "a\\b 'c' \"d\" $1 %s", "emoji": "🎉é"}`,
    fields: ['no"te', 'a b'],
  },
  { label: 'number key', pk: '{"id": 42}', after: '{"flag": false}' },
  { label: 'old key', pk: '{"id": null}', after: '{"nested": {"status": "paid"}}' },
  { label: 'no key', pk: '{}', after: '{}', fields: [] },
  {
    label: 'web',
    source: 'web',
    meta: '{"ip": "10.0.0.1", "tags": ["a", "b"], "n": 1.0}',
    txid: '9007199254740993',
  },
  {
    label: 'job',
    source: 'job 1',
    meta: '{"ip": "10.0.0.2"}',
    txid: '9223372036854775807',
    actor: '{"type":"job","id":"j"}',
  },
  {
    label: 'linked',
    table: 'users',
    op: 'insert',
    action: { name: 'user.made', request: 'req-1', job: 'job-1' },
  },
  { label: 'failed', table: 'users', action: { name: 'user.made', status: 'error', request: 'req-2' } },
  { label: 'other', table: 'users', action: { name: 'User.Made' }, source: 'web' },
];
const LABELS = CASES.map(({ label }) => label);
const without = (...labels: string[]): string[] => LABELS.filter((label) => !labels.includes(label));

let source: AuditSource;
beforeAll(async () => {
  const database = await createTestDatabase();
  await database.execute(auditTablesSql() + CASES.map(caseSql).join('\n'));
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

const lit = (text: string | null | undefined): string => (text == null ? 'NULL' : quoteLiteral(text));

function caseSql({ table = 'orders', op = 'update', pk = '{"id": "1"}', ...c }: Case, i: number): string {
  const fields = c.fields === undefined ? 'NULL' : `ARRAY[${c.fields.map(lit).join(',')}]::text[]`;
  const action = c.action;
  return `${
    action === undefined
      ? ''
      : `INSERT INTO audit_actions (id, name, actor_ref, status, request_id, job_id) VALUES ('${uuidOf(i)}',
           ${lit(action.name)}, '{}', ${lit(action.status ?? 'ok')}, ${lit(action.request)}, ${lit(action.job)});`
  }
  INSERT INTO audit_transactions (id, txid, source, meta, actor_ref, action_id) VALUES ('${uuidOf(i)}',
    ${c.txid ?? i + 1}, ${lit(c.source)}, ${lit(c.meta)}, ${lit(c.actor)}, ${action === undefined ? 'NULL' : `'${uuidOf(i)}'`});
  INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, changed_from,
    changed_fields, captured_at) VALUES ('${uuidOf(i)}', '${uuidOf(i)}', 'public', ${lit(table)}, ${lit(pk)}, '${op}',
    ${lit(c.after)}, ${lit(c.before)}, ${fields}, timestamptz '2026-06-01Z' + ${i} * interval '1 microsecond');`;
}

/** What page, count and COPY agree on, as labels, oldest first. */
async function matching(raw: object): Promise<readonly (string | undefined)[]> {
  const ids = await matchingIds(source, normalizeFilters(raw));
  return ids.map((id) => CASES[CASES.findIndex((_, i) => uuidOf(i) === id)]?.label).toReversed();
}

const unlinked = LABELS.filter((label) => !['linked', 'failed', 'other'].includes(label));

const QUESTIONS: readonly (readonly [string, Filters, readonly string[]])[] = [
  ['a changed field', { field: ['total'] }, ['open', 'near']],
  ['either field', { field: ['total', 'a b'] }, ['open', 'near', 'odd']],
  ['a field with a quote', { field: ['no"te'] }, ['odd']],
  ['a field is no pattern and no other case', { field: ['tota%', 'Total'] }, []],
  [
    'not a field keeps inserts, deletes and no-ops',
    { not_field: ['total', 'status'] },
    without('paid', 'open', 'near'),
  ],

  ['a value, before or after', { value: ['status=paid'] }, ['paid', 'deleted']],
  ['a value only before', { value: ['status=open'] }, ['paid', 'open']],
  [
    'a number by its value, and as text',
    { value: ['total=12.5', 'status=12.5'] },
    ['paid', 'near', 'texts', 'literals'],
  ],
  [
    'a number in another spelling is the same number, not the same text',
    { value: ['status=12.50'] },
    ['literals'],
  ],
  ['every digit of a number', { value: ['total=9007199254740993'] }, ['open']],
  ['an exponent', { value: ['total=1.25e1'] }, ['paid', 'near']],
  ['true, as text too', { value: ['flag=true'] }, ['texts', 'literals']],
  ['false', { value: ['flag=false'] }, ['number key']],
  ['null, as text too', { value: ['none=null'] }, ['texts', 'literals']],
  [
    'quotes, backslashes and what COPY or a format might take',
    { value: [String.raw`no"te=a\b 'c' "d" $1 %s`] },
    ['odd'],
  ],
  ['beyond the basic plane', { value: ['emoji=🎉é'] }, ['odd']],
  ['no inner object', { value: ['nested=paid'] }, []],
  ['blanks count', { value: ['status=paid '] }, []],
  [
    'not a value keeps rows without images',
    { not_value: ['status=paid', 'status=open'] },
    without('paid', 'open', 'deleted'),
  ],

  ['a key', { pk: ['{"id":"42"}'] }, ['texts', 'literals']],
  ['a key given as a number is its text', { pk: ['{"id":42}'] }, ['texts', 'literals']],
  ['part of a composite key', { pk: ['{"tenant":"a"}'] }, ['deleted']],
  ['the whole of it, in any order', { pk: ['{"tenant":"b","id":"42"}'] }, ['literals']],
  ['an old unresolved key asks for both ways', { pk: ['{"id":null}'] }, ['old key', 'no key']],
  ['and so does the newer one', { pk: ['{}'] }, ['old key', 'no key']],
  [
    'not a key',
    { not_pk: ['{"id":"1"}'] },
    ['deleted', 'texts', 'literals', 'number key', 'old key', 'no key'],
  ],

  ['an action by name, exactly', { action_name: ['user.made'] }, ['linked', 'failed']],
  ['not an action keeps the unlinked', { not_action_name: ['user.made'] }, [...unlinked, 'other']],
  ['how an action ended', { action_status: ['error'] }, ['failed']],
  ['not so ended', { not_action_status: ['ok'] }, [...unlinked, 'failed']],
  ['a request', { request_id: ['req-1', 'req-2'] }, ['linked', 'failed']],
  ['not a request', { not_request_id: ['req-1'] }, without('linked')],
  ['a job', { job_id: ['job-1'] }, ['linked']],
  ['not a job', { not_job_id: ['job-1'] }, without('linked')],
  ['a source', { source: ['web'] }, ['web', 'other']],
  ['either source', { source: ['web', 'job 1'] }, ['web', 'job', 'other']],
  ['not a source keeps those without', { not_source: ['web'] }, without('web', 'other')],
  ['meta', { meta: ['{"ip":"10.0.0.1"}'] }, ['web']],
  ['meta by containment, deep', { meta: ['{"tags":["b"]}'] }, ['web']],
  ['meta by the value of a number', { meta: ['{"n":1}'] }, ['web']],
  ['not meta keeps those without', { not_meta: ['{"ip":"10.0.0.1"}'] }, without('web')],
  ['a txid beyond doubles', { txid: ['9007199254740993'] }, ['web']],
  ['the greatest txid, or a small one', { txid: ['9223372036854775807', '1'] }, ['paid', 'job']],
  ['not a txid', { not_txid: ['1'] }, without('paid')],

  ['a scope', { any: [{ source: ['web'] }, { op: ['delete'] }] }, ['deleted', 'web', 'other']],
  [
    'a scope inside conditions',
    { table: ['users'], any: [{ source: ['web'] }, { op: ['delete'] }] },
    ['other'],
  ],
  [
    'conditions inside a member narrow that member',
    { any: [{ table: ['users'], op: ['insert'] }, { field: ['a b'] }] },
    ['odd', 'linked'],
  ],
  ['a scope of one', { any: [{ not_table: ['orders'] }] }, ['linked', 'failed', 'other']],
  [
    'a member that excludes',
    { any: [{ not_pk: ['{"id":"1"}'], table: ['orders'] }], not_op: ['delete'] },
    ['texts', 'literals', 'number key', 'old key', 'no key'],
  ],
  [
    'a member by actor, and one by nobody',
    { any: [{ actor: ['job:j'] }, { no_actor: true, op: ['insert'] }] },
    ['job', 'linked'],
  ],
  [
    'windows in members',
    {
      any: [
        { to: '2026-06-01T00:00:00.000001Z' },
        { from: '2026-06-01T00:00:00.000013Z', to: '2026-06-01T00:00:00.000013Z' },
      ],
    },
    ['paid', 'open', 'failed'],
  ],
];

describe('page, count and COPY mean the same by each key', () => {
  it.each(QUESTIONS)('%s', async (_, filters, expected) => {
    expect(await matching(filters)).toEqual(expected);
  });

  it('a value and its denial part the changes in two', async () => {
    for (const value of ['status=paid', 'flag=true', 'total=12.5', 'none=null']) {
      const both = [...(await matching({ value })), ...(await matching({ not_value: value }))];
      expect(both.toSorted()).toEqual(LABELS.toSorted());
    }
  });
});
