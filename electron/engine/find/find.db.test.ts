import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureInstallSql } from '../capture/install.ts';
import { captureTriggerSql } from '../capture/triggers.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase, describeOn, type TestDatabase } from '../testing/database.ts';
import { testedVersions } from '../testing/servers.ts';
import { timelinePage } from '../timeline/page.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { findAnswerSchema, type FindAnswer, type FindHit, type FindProgress } from '@shared/domain/find.ts';
import { find, type FindQuestion } from './find.ts';

const capture = { storageSchema: 'threadline', era: 'current' } as const;

const STORY = `
SELECT set_config('threadline.actor_ref', '{"type":"user","id":"2088"}', true);
INSERT INTO orders VALUES (91, 4711, 'new', 12.50);
INSERT INTO order_lines VALUES (91, 4711, 'sku-1');
INSERT INTO threadline.audit_actions (id, name, actor_ref, status, correlation_id, request_id, job_id)
VALUES ('aaaaaaaa-0000-4000-8000-000000000001', 'order.placed', '{"type":"user","id":"2088"}', 'ok', 'corr-1', 'req-1', 'job-1');
UPDATE threadline.audit_transactions SET action_id = 'aaaaaaaa-0000-4000-8000-000000000001' WHERE txid = txid_current();`;

for (const version of testedVersions) {
  describeOn(version, 'find', () => {
    let db: TestDatabase;
    let source: AuditSource;
    beforeAll(async () => {
      db = await createTestDatabase({ version });
      await db.execute(
        `CREATE TABLE orders (id bigint PRIMARY KEY, order_no bigint, status text, total numeric);
         CREATE TABLE order_lines (order_id bigint, line_no bigint, sku text, PRIMARY KEY (order_id, line_no));`,
      );
      await db.execute(captureInstallSql(capture));
      const tables = [{ table: 'orders', store_changed_from: true }, { table: 'order_lines' }];
      await db.execute(captureTriggerSql({ ...capture, tables }));
      await db.execute(`BEGIN; ${STORY} COMMIT`);
      await db.execute(`INSERT INTO orders SELECT n, n + 50000, 'new', n FROM generate_series(100, 3100) n`);
      await db.execute(`UPDATE orders SET status = 'paid' WHERE id = 91`);
      source = await openAuditSource(db.endpoint, db.password);
    });
    afterAll(() => source.session.close());

    const ask = async (text: string, more: Partial<FindQuestion> = {}): Promise<FindAnswer> =>
      findAnswerSchema.parse(await find(source, { text, deep: false, ...more }));
    const kinds = ({ hits }: FindAnswer): readonly string[] => hits.map(({ kind }) => kind);
    /** What a screen would show on opening the hit must be what was counted. */
    const opened = async (hit: FindHit | undefined): Promise<number> => {
      if (hit?.opens.by !== 'filters') throw new Error('not opened by filters');
      const page = await timelinePage(source, {
        filters: hit.opens.filters,
        cursor: null,
        direction: 'older',
        limit: 1000,
      });
      expect(page.entries[0]?.audit_change.id).toBe(hit.newest?.change_id);
      return page.entries.length;
    };

    it('leads from an order number to its row, text or number, before and after', async () => {
      const answer = await ask(' 4711 ');
      expect(answer).toMatchObject({
        text: '4711',
        not_searched: [],
        values: { complete: true, stopped_by: null },
      });
      expect(answer.hits.find(({ where }) => where.column === 'line_no')).toMatchObject({
        kind: 'recorded_value',
        where: { table_schema: 'public', table_name: 'order_lines', rows: 1 },
      });
      const order = answer.hits.find(({ kind }) => kind === 'recorded_value');
      expect(order?.where.column).toBe('order_no');
      expect(order).toMatchObject({
        count: 2,
        where: { table_name: 'orders', table_pk: '{"id": "91"}', rows: 1 },
      });
      expect(await opened(order)).toBe(2);
      const line = answer.hits.find(({ kind }) => kind === 'row_key');
      expect(line?.where).toMatchObject({ table_name: 'order_lines' });
      expect(await opened(line)).toBe(1);
      const status = await ask('new');
      const seen = status.hits.find(({ where }) => where.column === 'status');
      expect(seen).toMatchObject({ count: 3003, where: { table_pk: null, rows: 1000 } });
    });

    it('compares numbers by value and every digit, text exactly', async () => {
      expect(kinds(await ask('12.5'))).toContain('recorded_value');
      expect(kinds(await ask('12.50'))).toContain('recorded_value');
      expect(kinds(await ask('12.51'))).toEqual([]);
      expect(kinds(await ask('pai'))).toEqual([]);
    });

    // CONTRACT §12, trap 10.
    it('knows transactions, changes, actions and txids by their ids', async () => {
      const [row] = await db.query(
        `SELECT t.id, t.txid, (SELECT c.id FROM threadline.audit_changes c WHERE c.transaction_id = t.id AND table_name = 'orders') AS change
           FROM threadline.audit_transactions t WHERE action_id IS NOT NULL`,
      );
      const transaction = await ask(row?.['id']?.toUpperCase() ?? '');
      expect(transaction.hits[0]).toMatchObject({
        kind: 'transaction',
        count: 2,
        capped: false,
        opens: { by: 'transaction', id: row?.['id'] },
      });
      expect(transaction.hits[0]?.label).toContain('user:2088');
      const change = await ask(row?.['change'] ?? '');
      expect(change.hits[0]).toMatchObject({
        kind: 'change',
        where: { table_name: 'orders', table_pk: '{"id": "91"}' },
        opens: { by: 'change', transaction_id: row?.['id'] },
      });
      const action = await ask('aaaaaaaa-0000-4000-8000-000000000001');
      expect(action.hits[0]).toMatchObject({ kind: 'action', count: 2, opens: { by: 'action' } });
      const txid = await ask(row?.['txid'] ?? '');
      expect(txid.hits[0]).toMatchObject({ kind: 'txid', opens: { by: 'transaction', id: row?.['id'] } });
    });

    it('knows correlation, request and job ids, and actors with and without their type', async () => {
      for (const [text, kind] of [
        ['corr-1', 'correlation'],
        ['req-1', 'request'],
        ['job-1', 'job'],
        ['2088', 'actor'],
        ['user:2088', 'actor'],
      ]) {
        const { hits } = await ask(text ?? '');
        const hit = hits.find((one) => one.kind === kind);
        expect(hit, text).toMatchObject({ count: 2, capped: false });
        expect(await opened(hit)).toBe(2);
      }
      expect(kinds(await ask('admin:2088'))).toEqual([]);
    });

    it('finds a row by its key at once, and caps what it counts', async () => {
      const answer = await ask('91', { budget: { milliseconds: 60_000, rows: 0 } });
      expect(answer.hits[0]).toMatchObject({
        kind: 'row_key',
        count: 2,
        where: { table_name: 'orders', table_pk: '{"id": "91"}' },
      });
      expect(answer.values).toEqual({ complete: false, searched: 0, back_to: null, stopped_by: 'rows' });
    });

    it('says how far it went, and goes all the way when told to', async () => {
      const short = await ask('4711', { budget: { milliseconds: 60_000, rows: 1500 } });
      expect(short.values).toMatchObject({ complete: false, searched: 1500, stopped_by: 'rows' });
      expect(short.values.back_to).toMatch(/Z$/);
      // The update of the order is the newest change of all, its insert among the oldest.
      expect(short.hits.find(({ where }) => where.column === 'order_no')).toMatchObject({ count: 1 });
      const late = await ask('4711', { budget: { milliseconds: 0, rows: null } });
      expect(late.values).toMatchObject({ complete: false, searched: 0, stopped_by: 'time' });
      const deep = await ask('4711', { deep: true });
      expect(deep.values).toMatchObject({ complete: true, searched: 3004, stopped_by: null });
    });

    it('names the kind that was not answered in time, the index it lacks, and answers the rest', async () => {
      const { session, capability } = source;
      const slow: AuditSource = {
        capability,
        session: {
          close: () => session.close(),
          read: (options, work) =>
            session.read(options, async (tx, facts) => {
              const asked: typeof tx = {
                copyOut: (statement, more) => tx.copyOut(statement, more),
                rows: (statement) =>
                  statement.text.includes('AS correlation_id')
                    ? Promise.reject(new InvestigatorError('statement_timeout', 'no answer within 5 s'))
                    : tx.rows(statement),
              };
              return await work(asked, facts);
            }),
        },
      };
      const answer = await find(slow, { text: '2088', deep: true });
      expect(answer.not_searched).toEqual(
        ['correlation', 'request', 'job'].map((kind) => ({
          kind,
          reason: expect.stringContaining(
            'not answered in time: missing audit_actions_correlation_id_idx, audit_transactions_action_id_idx',
          ) as string,
        })),
      );
      expect(answer.hits.map(({ kind }) => kind)).toContain('actor');
      expect(answer.values.complete).toBe(true);
    });

    it('tells of its progress and stops on request', async () => {
      const seen: FindProgress[] = [];
      const stop = new AbortController();
      const search = find(
        source,
        { text: '4711', deep: true },
        (progress) => {
          seen.push(progress);
          if (progress.searched > 0) stop.abort();
        },
        stop.signal,
      );
      await expect(search).rejects.toMatchObject({ code: 'cancelled' });
      expect(seen.at(-1)).toMatchObject({ searched: 1000 });
      expect(seen.at(-1)?.hits.length).toBeGreaterThan(0);
    });
  });
}

describe('find in other installs', () => {
  const places = async (sql: string): Promise<AuditSource> => {
    const db = await createTestDatabase();
    await db.execute(sql);
    return openAuditSource(db.endpoint, db.password);
  };
  const changes = (rows: number, at: string): string => `
    INSERT INTO audit_transactions (id, txid) VALUES ('${uuidOf(1)}', 1);
    INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, captured_at)
    SELECT md5('c' || n)::uuid, '${uuidOf(1)}', 'public', 't', jsonb_build_object('id', n::text), 'insert',
           jsonb_build_object('a=b', 'odd', 'word', 'w' || n % 3), ${at} FROM generate_series(1, ${rows}) n;`;

  it('looks at every change once though all share one instant, and opens a column with an odd name by its row', async () => {
    const source = await places(auditTablesSql() + changes(5000, `timestamptz '2026-06-01Z'`));
    const { hits, values } = await find(source, { text: 'w1', deep: true });
    expect(values).toMatchObject({ complete: true, searched: 5000 });
    expect(hits).toMatchObject([{ count: 1667, where: { column: 'word', rows: 1000, table_pk: null } }]);
    const odd = await find(source, { text: 'odd', deep: true });
    expect(odd.hits[0]?.opens).toEqual({ by: 'filters', filters: { table: ['public.t'] } });
    await source.session.close();
  });

  it('reads across partitions, newest first', async () => {
    const at = `timestamptz '2026-05-31Z' + n * interval '1 hour'`;
    const source = await places(auditTablesSql({ partitioned: true }) + changes(48, at));
    const { hits, values } = await find(source, { text: 'w1', deep: false });
    expect(values).toMatchObject({ complete: true, searched: 48, back_to: '2026-05-31T01:00:00.000000Z' });
    expect(hits[0]).toMatchObject({ count: 16, newest: { captured_at: '2026-06-01T22:00:00.000000Z' } });
    const { hits: ids } = await find(source, { text: hits[0]?.newest?.change_id ?? '', deep: false });
    expect(ids).toMatchObject([{ kind: 'change', where: { table_pk: '{"id": "46"}' } }]);
    await source.session.close();
  });

  it('opens the action where links were not recorded: its changes cannot be asked for', async () => {
    const source = await places(`${auditTablesSql({ actionLink: false })}
      INSERT INTO audit_actions (id, name, actor_ref, status, correlation_id)
      VALUES ('${uuidOf(3)}', 'a.b', '{"type":"system","id":"s"}', 'ok', 'c')`);
    const { hits } = await find(source, { text: 'c', deep: false });
    expect(hits).toMatchObject([
      { kind: 'correlation', count: 0, newest: null, opens: { by: 'action', id: uuidOf(3) } },
    ]);
    await source.session.close();
  });
});
