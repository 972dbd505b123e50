import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transactionContextSchema } from '@shared/domain/audit.ts';
import { jsonElements, jsonObject } from '@shared/domain/jsonText.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { transactionsByTxid } from './byTxid.ts';
import { byTxidStatement } from './byTxidStatement.ts';
import { transactionContext } from './context.ts';
import { incidentDocument } from './incident.ts';

let source: AuditSource;
beforeAll(async () => {
  const database = await createTestDatabase();
  await database.execute(`${auditTablesSql()}
    INSERT INTO audit_actions (id, name, actor_ref, status, correlation_id, request_id, inserted_at)
    VALUES ('${uuidOf(9)}', 'member.role_changed', '{"type":"admin","id":"a"}', 'error', 'corr "1"', NULL, '2026-06-01Z');
    INSERT INTO audit_transactions (id, txid, occurred_at, source, meta, actor_ref, action_id) VALUES
      ('${uuidOf(1)}', 9007199254740993, '2026-06-01T00:00:00.000001Z', 'web', '{"n": 1.10}', '{"type":"user","id":"1"}', '${uuidOf(9)}'),
      ('${uuidOf(2)}', 2, 'infinity', NULL, NULL, NULL, NULL);
    INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, changed_fields, changed_from, captured_at) VALUES
      ('${uuidOf(1)}', '${uuidOf(1)}', 'public', 'users', '{"id": "1"}', 'insert', '{"id": 9007199254740993, "v": 12.340}', NULL, NULL, '2026-06-01T00:00:00.000002Z'),
      ('${uuidOf(2)}', '${uuidOf(1)}', 'public', 'users', '{"id": "1"}', 'update', '{"id": 9007199254740993, "v": 1.0}', '{v,"odd \\"name,"}', '{"v": 12.340}', '2026-06-01T00:00:00.000003Z'),
      ('${uuidOf(3)}', '${uuidOf(1)}', 'public', 'users', '{"id": "1"}', 'delete', NULL, NULL, NULL, '2026-06-01T00:00:00.000003Z');`);
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

describe('one transaction', () => {
  it('comes with its action and all changes, newest first, ties by id', async () => {
    const context = await transactionContext(source, uuidOf(1).toUpperCase());
    expect(transactionContextSchema.parse(context)).toEqual(context);
    expect(context.transaction).toEqual({
      id: uuidOf(1),
      txid: '9007199254740993',
      occurred_at: '2026-06-01T00:00:00.000001Z',
      source: 'web',
      meta: '{"n": 1.10}',
      actor_ref: '{"id": "1", "type": "user"}',
      action_id: uuidOf(9),
    });
    expect(context.action).toMatchObject({
      name: 'member.role_changed',
      status: 'error',
      correlation_id: 'corr "1"',
      verb: null,
    });
    expect(context.changes.map(({ id }) => id)).toEqual([uuidOf(3), uuidOf(2), uuidOf(1)]);
    expect(context.changes[1]).toMatchObject({
      changed_fields: ['v', 'odd "name,'],
      changed_from: '{"v": 12.340}',
      data_after: '{"v": 1.0, "id": 9007199254740993}',
    });
  });

  it('without changes is found and empty', async () => {
    const context = await transactionContext(source, uuidOf(2));
    expect(context).toMatchObject({ transaction: { occurred_at: 'infinity' }, action: null, changes: [] });
    expect(incidentDocument(context)).toBe(
      `{"transaction":{"id":"${uuidOf(2)}","txid":2,"occurred_at":"infinity","source":null,"meta":null,"actor_ref":null},"action":null,"changes":[]}`,
    );
  });

  it('is told apart from none and from no id', async () => {
    await expect(transactionContext(source, uuidOf(77))).rejects.toMatchObject({ code: 'not_found' });
    for (const id of ['', '42', `${uuidOf(1)}x`, `{${uuidOf(1)}}`])
      await expect(transactionContext(source, id)).rejects.toMatchObject({ code: 'invalid_uuid' });
  });
});

describe('transactions by number', () => {
  it('tell whether a change belongs to them; a number nobody recorded is left out', async () => {
    const found = await transactionsByTxid(source, ['02', '9007199254740993', '3']);
    expect(found).toMatchObject([
      { transaction: { id: uuidOf(1), txid: '9007199254740993' }, has_changes: true },
      { transaction: { id: uuidOf(2), txid: '2' }, has_changes: false },
    ]);
    expect(await transactionsByTxid(source, [])).toEqual([]);
    await expect(transactionsByTxid(source, ['x'])).rejects.toMatchObject({ code: 'invalid_filter' });
  });

  it('are asked for in one statement', () => {
    expect(byTxidStatement(source.capability, ['2', '3'])).toMatchInlineSnapshot(`
      {
        "text": "SELECT t.id AS t_id, t.txid AS t_txid, CASE WHEN t.occurred_at >= '0001-01-01T00:00:00Z'::timestamptz AND t.occurred_at < '10000-01-01T00:00:00Z'::timestamptz THEN to_char(t.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') ELSE t.occurred_at::text END AS t_occurred_at, t.source AS t_source, t.meta AS t_meta, t.actor_ref AS t_actor_ref, t.action_id AS t_action_id, EXISTS (SELECT FROM "public"."audit_changes" c WHERE c.transaction_id = t.id)::text AS has_changes FROM "public"."audit_transactions" t WHERE t.txid IN ($1::text::bigint, $2::text::bigint) ORDER BY t.occurred_at, t.id",
        "values": [
          "2",
          "3",
        ],
      }
    `);
  });
});

describe('the incident document (CONTRACT §4.7)', () => {
  it('keeps every digit and every null, and its keys', async () => {
    const document = incidentDocument(await transactionContext(source, uuidOf(1)));
    const top = jsonObject(document);
    expect([...top.keys()]).toEqual(['transaction', 'action', 'changes']);
    expect(top.get('transaction')).toContain('"txid":9007199254740993,');
    expect(top.get('transaction')).toContain('"meta":{"n": 1.10}');
    expect(top.get('action')).toBe(
      `{"id":"${uuidOf(9)}","name":"member.role_changed","status":"error","correlation_id":"corr \\"1\\"","request_id":null}`,
    );
    const [removal, update, insert] = jsonElements(top.get('changes') ?? '').map(jsonObject);
    const change = jsonObject(removal?.get('audit_change') ?? null);
    expect([...change.keys()]).toEqual([
      'id',
      'table_schema',
      'table_name',
      'table_pk',
      'op',
      'data_after',
      'changed_fields',
      'changed_from',
      'captured_at',
    ]);
    expect([
      change.get('op'),
      change.get('data_after'),
      change.get('changed_fields'),
      change.get('changed_from'),
    ]).toEqual(['"delete"', 'null', 'null', 'null']);
    expect(jsonObject(removal?.get('change_diff') ?? null).get('op')).toBe('"DELETE"');
    expect(jsonObject(insert?.get('audit_change') ?? null).get('data_after')).toBe(
      '{"v": 12.340, "id": 9007199254740993}',
    );
    const diff = jsonObject(update?.get('change_diff') ?? null);
    expect(diff.get('before_values')).toBe('"sparse"');
    expect(diff.get('field_changes')).toBe(
      '[{"name":"odd \\"name,","after":null,"prior_state":"omitted"},{"name":"v","after":1.0,"before":12.340}]',
    );
    expect(() => JSON.parse(document) as unknown).not.toThrow();
  });
});
