import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Filters } from '@shared/domain/filters.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import { quoteLiteral } from '../db/sql.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { settingValues } from './boundValues.ts';
import { countChanges } from './count.ts';
import { filterPredicates } from './filterPredicates.ts';
import { timelinePage } from './page.ts';
import { changesFrom, whereSql } from './source.ts';

/** One change each: what tells it apart is its label, kept in data_after. */
const CASES = [
  {
    label: 'user in users',
    schema: 'public',
    table: 'users',
    op: 'insert',
    actor: '{"type":"user","id":"1"}',
  },
  { label: 'other user', schema: 'public', table: 'users', op: 'update', actor: '{"type":"user","id":"2"}' },
  {
    label: 'extra key',
    schema: 'public',
    table: 'users',
    op: 'delete',
    actor: '{"type":"user","id":"1","x":1}',
  },
  {
    label: 'id as a number',
    schema: 'public',
    table: 'misc',
    op: 'insert',
    actor: '{"type":"user","id":1}',
  },
  { label: 'anonymous', schema: 'billing', table: 'users', op: 'insert', actor: '{"type":"anonymous"}' },
  {
    label: 'anonymous with id',
    schema: 'billing',
    table: 'bills',
    op: 'insert',
    actor: '{"type":"anonymous","id":"z"}',
  },
  { label: 'nobody', schema: 'billing', table: 'bills', op: 'update', actor: null },
  {
    label: 'linked',
    schema: 'billing',
    table: 'bills',
    op: 'update',
    actor: '{"type":"job","id":"a:b"}',
    correlation: 'corr 1',
  },
  {
    label: 'linked otherwise',
    schema: 'public',
    table: 'odd "n\'ame',
    op: 'insert',
    actor: null,
    correlation: 'corr 2',
  },
  { label: 'linked without', schema: 'public', table: 'posts', op: 'insert', actor: null, correlation: null },
];
const LABELS = CASES.map(({ label }) => label);
const at = (i: number): string => `2026-06-01T00:00:00.00000${i}Z`;

let plain: AuditSource;
beforeAll(async () => {
  const database = await createTestDatabase();
  const lit = (text: string | null): string => (text === null ? 'NULL' : quoteLiteral(text));
  const inserts = CASES.map((c, i) => {
    const action =
      c.correlation === undefined
        ? ''
        : `INSERT INTO audit_actions (id, name, actor_ref, status, correlation_id)
           VALUES ('${uuidOf(i)}', 'a.b', '{"type":"system","id":"s"}', 'ok', ${lit(c.correlation)});`;
    return `${action}
      INSERT INTO audit_transactions (id, txid, actor_ref, action_id)
      VALUES ('${uuidOf(i)}', ${i + 1}, ${lit(c.actor)}, ${c.correlation === undefined ? 'NULL' : `'${uuidOf(i)}'`});
      INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, captured_at)
      VALUES ('${uuidOf(i)}', '${uuidOf(i)}', ${lit(c.schema)}, ${lit(c.table)}, '{"id":"1"}', '${c.op}',
              jsonb_build_object('label', ${lit(c.label)}), '${at(i)}');`;
  });
  await database.execute(auditTablesSql() + inserts.join('\n'));
  plain = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => plain.session.close());

/** The labels that page, count and COPY agree on. */
async function matching(filters: Filters, source = plain): Promise<string[]> {
  const page = await timelinePage(source, { filters, cursor: null, direction: 'older', limit: 100 });
  const labels = page.entries.map(
    ({ audit_change }) => (JSON.parse(audit_change.data_after ?? '{}') as { label: string }).label,
  );
  const count = await countChanges(source, { filters, cap: null });
  expect(count).toEqual({ count: labels.length, capped: false });
  const { bind, settings } = settingValues();
  const conditions = filterPredicates(source.capability, filters, bind);
  const select = `SELECT c.data_after->>'label' FROM ${changesFrom(source.capability, true)} ${whereSql(conditions)}`;
  const copied = await source.session.read({}, async (tx) => {
    const chunks: Buffer[] = [];
    const order = 'ORDER BY c.captured_at DESC, c.id DESC';
    for await (const { bytes } of await tx.copyOut({ text: `COPY (${select} ${order}) TO STDOUT`, settings }))
      chunks.push(Buffer.from(bytes));
    return Buffer.concat(chunks).toString().split('\n').slice(0, -1);
  });
  expect(copied).toEqual(labels);
  return labels.toReversed();
}

const without = (...labels: string[]): string[] => LABELS.filter((label) => !labels.includes(label));

const QUESTIONS: readonly (readonly [string, Filters, readonly string[]])[] = [
  ['nothing asked', {}, LABELS],
  [
    'a bare table in any schema',
    { table: ['users'] },
    ['user in users', 'other user', 'extra key', 'anonymous'],
  ],
  ['a qualified table', { table: ['billing.users'] }, ['anonymous']],
  ['bare or qualified', { table: ['posts', 'billing.users'] }, ['anonymous', 'linked without']],
  ['a name with quotes', { table: ['odd "n\'ame'] }, ['linked otherwise']],
  ['no pattern', { table: ['us%'] }, []],
  ['a schema', { table_schema: ['billing'] }, ['anonymous', 'anonymous with id', 'nobody', 'linked']],
  ['schema and table narrow', { table_schema: ['billing'], table: ['users'] }, ['anonymous']],
  ['an actor, by containment', { actor: ['user:1'] }, ['user in users', 'extra key']],
  ['anonymous, with or without more', { actor: ['anonymous'] }, ['anonymous', 'anonymous with id']],
  ['an id with a colon', { actor: ['job:a:b'] }, ['linked']],
  ['either actor', { actor: ['user:2', 'job:a:b'] }, ['other user', 'linked']],
  ['no actor at all', { no_actor: true }, ['nobody', 'linked otherwise', 'linked without']],
  [
    'not an actor keeps nobody',
    { not_actor: ['user:1', 'anonymous'] },
    without('user in users', 'extra key', 'anonymous', 'anonymous with id'),
  ],
  ['an op', { op: ['delete'] }, ['extra key']],
  ['not an op', { not_op: ['insert', 'update'] }, ['extra key']],
  ['a correlation, strictly', { correlation_id: ['corr 1'] }, ['linked']],
  ['either correlation', { correlation_id: ['corr 1', 'corr 2'] }, ['linked', 'linked otherwise']],
  ['not a correlation keeps the unlinked', { not_correlation_id: ['corr 1'] }, without('linked')],
  ['not a table', { not_table: ['users'] }, without('user in users', 'other user', 'extra key', 'anonymous')],
  ['not a qualified table', { not_table: ['billing.users'] }, without('anonymous')],
  ['not a schema', { not_table_schema: ['public'] }, ['anonymous', 'anonymous with id', 'nobody', 'linked']],
  ['both ends inclusive, to the microsecond', { from: at(2), to: at(4) }, LABELS.slice(2, 5)],
  ['one instant', { from: at(3), to: at(3) }, LABELS.slice(3, 4)],
  ['an empty window', { from: at(4), to: at(2) }, []],
  ['an offset', { from: '2026-06-01T02:00:00.000007+02:00' }, LABELS.slice(7)],
];

describe('page, count and COPY mean the same by a filter', () => {
  it.each(QUESTIONS)('%s', async (_, filters, expected) => {
    expect(await matching(filters)).toEqual(expected);
    // Where the operator made the index on actors and time, they are asked for in other words.
    const capability = { ...plain.capability, actor_time_index: true };
    expect(await matching(filters, { ...plain, capability })).toEqual(expected);
  });
});
