import { afterAll, beforeAll, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource, Statement } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase, describeOn } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { timelinePage } from '../timeline/page.ts';
import { findAnswerSchema, type FindAnswer, type FindHit, type FindKind } from '@shared/domain/find.ts';
import { actionTextsStatement } from './actionTextsStatement.ts';
import { find, type FindQuestion } from './find.ts';
import { metaStatement } from './metaStatement.ts';

const IP = '203.0.113.77';
/** By txid; each has as many changes as its number says, the first none. */
const METAS = [
  `{"ip": "${IP}"}`,
  `{"ip": "${IP}"}`,
  `{"ip": "${IP}", "client": {"addresses": ["198.51.100.1", "${IP}"]}}`,
  `{"ip": "${IP}0", "note": "from ${IP}"}`,
  `{"attempt": 3, "odd.name": "x"}`,
  `{"attempt": "3"}`,
  `"${IP}"`,
];

const SQL = `
  INSERT INTO audit_actions (id, name, actor_ref, status, verb, category, reason, comment, inserted_at) VALUES
    ('${uuidOf(901)}', 'payout.changed', '{"type":"system","id":"s"}', 'ok', 'change', 'payout', 'TICKET-55', NULL, '2026-03-01Z'),
    ('${uuidOf(902)}', 'payout.changed', '{"type":"system","id":"s"}', 'error', 'change', 'payout', NULL, 'TICKET-55', '2026-03-02Z'),
    ('${uuidOf(903)}', 'order.placed', '{"type":"system","id":"s"}', 'ok', NULL, NULL, 'TICKET-55', NULL, '2026-03-03Z');
  ${METAS.map(
    (meta, n) => `
  INSERT INTO audit_transactions (id, txid, occurred_at, meta, action_id)
  VALUES ('${uuidOf(n)}', ${n + 100}, '2026-03-01Z'::timestamptz + ${n} * interval '1 hour', '${meta}', ${n === 2 ? `'${uuidOf(903)}'` : 'NULL'});
  INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, data_after, captured_at)
  SELECT '${uuidOf(n)}', 'public', 't', '{"id":"1"}', 'insert', '{}', '2026-03-01Z'::timestamptz + ${n} * interval '1 hour' + c * interval '1 s'
    FROM generate_series(1, ${n}) c;`,
  ).join('')}`;

for (const version of testedVersions) {
  describeOn(version, 'find beside the changes', () => {
    let source: AuditSource;
    beforeAll(async () => {
      const db = await createTestDatabase({ version });
      await db.execute(auditTablesSql() + SQL);
      source = await openAuditSource(db.endpoint, db.password);
    });
    afterAll(() => source.session.close());

    const ask = async (text: string, more: Partial<FindQuestion> = {}): Promise<FindAnswer> =>
      findAnswerSchema.parse(await find(source, { text, deep: false, ...more }));
    const of = ({ hits }: FindAnswer, kind: FindKind): readonly FindHit[] =>
      hits.filter((hit) => hit.kind === kind);
    const opened = async ({ opens }: FindHit): Promise<readonly string[]> => {
      if (opens.by !== 'filters') throw new Error('not opened by filters');
      const question = { filters: opens.filters, cursor: null, direction: 'older', limit: 1000 } as const;
      return (await timelinePage(source, question)).entries.map(({ audit_change }) => audit_change.id);
    };

    it('a value in meta is counted in changes, and what opens it shows just these', async () => {
      const answer = await ask(IP);
      expect(answer.meta).toMatchObject({ complete: true, searched: METAS.length, stopped_by: null });
      const hits = of(answer, 'meta_value');
      expect(hits).toMatchObject([
        { label: 'meta of 1 transaction', count: 6, opens: { by: 'transaction', id: uuidOf(6) } },
        {
          label: 'meta.ip of 3 transactions',
          where: { table_name: 'audit_transactions', column: 'meta.ip', table_pk: null, rows: null },
          count: 3,
          capped: false,
          newest: { captured_at: '2026-03-01T02:00:02.000000Z' },
          opens: { by: 'filters', filters: { meta: [`{"ip":"${IP}"}`] } },
        },
        {
          where: { column: 'meta.client.addresses[*]' },
          count: 2,
          opens: { filters: { meta: [`{"client":{"addresses":["${IP}"]}}`] } },
        },
      ]);
      for (const hit of hits.slice(1)) {
        const ids = await opened(hit);
        expect(ids).toHaveLength(hit.count);
        expect(ids[0]).toBe(hit.newest?.change_id);
      }
    });

    it('a number is found as one and as text, and opens as both', async () => {
      const [hit] = of(await ask('3'), 'meta_value');
      expect(hit).toMatchObject({ where: { column: 'meta.attempt' }, count: 9 });
      expect(hit === undefined ? [] : await opened(hit)).toHaveLength(9);
    });

    it('a name that could be misread stands in quotes; no pattern takes a part for the whole', async () => {
      expect(of(await ask('x'), 'meta_value')).toMatchObject([{ where: { column: 'meta."odd.name"' } }]);
      expect(of(await ask('203.0.113.7'), 'meta_value')).toEqual([]);
      expect(of(await ask('203_0.113%'), 'meta_value')).toEqual([]);
    });

    it('says how far it looked where the budget ends before the trail', async () => {
      const { meta, hits } = await ask(IP, { budget: { milliseconds: null, rows: 2 } });
      expect(meta).toEqual({
        complete: false,
        searched: 2,
        back_to: '2026-03-01T05:00:00.000000Z',
        stopped_by: 'rows',
      });
      expect(hits).toMatchObject([{ kind: 'meta_value', where: { column: 'meta' } }]);
    });

    it('the name of an action opens its changes', async () => {
      const answer = await ask('order.placed');
      expect(of(answer, 'action_name')).toMatchObject([
        { label: 'name of 1 action', count: 2, opens: { filters: { action_name: ['order.placed'] } } },
      ]);
      expect(of(await ask('payout.changed'), 'action_name')).toMatchObject([
        { label: 'name of 2 actions', count: 0, newest: null },
      ]);
    });

    it('reason, comment, verb and category open the newest action that bears them', async () => {
      const answer = await ask('TICKET-55');
      expect(answer.action_texts).toMatchObject({ complete: true, searched: 3 });
      expect(of(answer, 'action_text')).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            label: 'reason of 2 actions, the newest opens',
            count: 2,
            opens: { by: 'action', id: uuidOf(903) },
          }),
          expect.objectContaining({ label: 'comment of 1 action', opens: { by: 'action', id: uuidOf(902) } }),
        ]),
      );
      for (const [text, column] of [
        ['change', 'verb'],
        ['payout', 'category'],
      ] as const)
        expect(of(await ask(text), 'action_text')).toMatchObject([{ where: { column }, count: 0 }]);
    });
  });
}

it('an install without actions says that their texts were not searched', async () => {
  const db = await createTestDatabase();
  await db.execute(
    `${auditTablesSql()} DROP TABLE audit_actions CASCADE;
     INSERT INTO audit_transactions (id, txid, meta) VALUES ('${uuidOf(1)}', 1, '{"ip": "${IP}"}')`,
  );
  const source = await openAuditSource(db.endpoint, db.password);
  const answer = findAnswerSchema.parse(await find(source, { text: IP, deep: true }));
  await source.session.close();
  expect(answer.action_texts).toBeNull();
  expect(answer.not_searched.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['action_name', 'action_text']),
  );
  expect(answer.hits).toMatchObject([
    { kind: 'meta_value', count: 0, newest: null, opens: { by: 'transaction', id: uuidOf(1) } },
  ]);
});

it('goes on by txid, through the index, chunk by chunk', async () => {
  const db = await createTestDatabase();
  await db.execute(`${auditTablesSql()}
    INSERT INTO audit_transactions (id, txid, meta)
    SELECT md5(n::text)::uuid, n, jsonb_build_object('ip', CASE n % 5000 WHEN 0 THEN '${IP}' ELSE n::text END) FROM generate_series(1, 20000) n;
    INSERT INTO audit_actions (id, name, actor_ref, status, inserted_at)
    SELECT md5(n::text)::uuid, 'a.b', '{"type":"system","id":"s"}', 'ok', '2025-01-01Z'::timestamptz + n * interval '1 minute' FROM generate_series(1, 20000) n;
    ANALYZE audit_transactions; ANALYZE audit_actions`);
  const source = await openAuditSource(db.endpoint, db.password);
  const cursor = { at: '2025-01-05T00:00:00.000000Z', id: '9000' };
  const planOf = async ({ text, values }: Statement): Promise<string> => {
    const rows = await source.session.read({}, (tx) => tx.rows({ text: `EXPLAIN ${text}`, values }));
    return rows.map((row) => row['QUERY PLAN'] ?? '').join('\n');
  };
  const wanted = { spellings: [IP], number: null };
  const plan = await planOf(metaStatement(source.capability, wanted, cursor, 100));
  const actions = await planOf(
    actionTextsStatement(source.capability, [IP], { ...cursor, id: uuidOf(1) }, 100),
  );
  const answer = await find(source, { text: IP, deep: true });
  await source.session.close();
  expect(plan).toMatch(/Index Scan Backward using audit_transactions_txid/);
  expect(actions).toMatch(/Scan Backward using audit_actions_inserted_at_idx/);
  expect(plan + actions).not.toMatch(/Seq Scan on audit_/);
  expect(answer.meta).toMatchObject({ complete: true, searched: 20_000 });
  expect(answer.hits).toMatchObject([{ label: 'meta.ip of 4 transactions', count: 0 }]);
});
