import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexReviewSchema, type IndexReview } from '@shared/domain/indexReview.ts';
import { captureInstallSql } from '../../capture/install.ts';
import { openAuditSource } from '../../catalog/openAuditSource.ts';
import type { AuditSource } from '../../db/session.ts';
import { auditTablesSql } from '../../testing/auditTables.ts';
import { createTestDatabase, describeOn, type TestDatabase } from '../../testing/database.ts';
import { testedVersions } from '../../testing/servers.ts';
import { countChanges } from '../../timeline/count.ts';
import { timelinePage } from '../../timeline/page.ts';
import { rowHistory } from '../../rows/history.ts';
import { actorTransactions } from '../../actors/transactions.ts';
import { reviewIndexes } from './review.ts';

const FILL = `
INSERT INTO audit_transactions (id, txid, actor_ref)
SELECT md5('t' || n)::uuid, n, jsonb_build_object('type', 'user', 'id', n::text) FROM generate_series(1, 20000) n;
INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, data_after, captured_at)
SELECT md5('t' || n)::uuid, 'public', 't', jsonb_build_object('id', n::text), 'insert', jsonb_build_object('id', n),
       now() - n * interval '1 second'
  FROM generate_series(1, 20000) n;
ANALYZE audit_transactions; ANALYZE audit_changes;`;

async function reviewed(database: TestDatabase): Promise<IndexReview> {
  const source = await openAuditSource(database.endpoint, database.password);
  try {
    return indexReviewSchema.parse(await reviewIndexes(source));
  } finally {
    await source.session.close();
  }
}

const stateOf = ({ recommendations }: IndexReview, name: string) =>
  recommendations.find((one) => one.name === name);
const servedOf = ({ classes }: IndexReview, name: string) => classes.find((one) => one.class === name);

for (const version of testedVersions) {
  describeOn(version, 'the index review', () => {
    it('of a baseline names what is missing, and its DDL makes each one serve', async () => {
      const db = await createTestDatabase({ version });
      await db.execute(captureInstallSql({ storageSchema: 'public', era: 'baseline' }));
      await db.execute(FILL);
      const before = await reviewed(db);
      const served = (review: IndexReview) =>
        review.classes.filter((one) => one.served === 'yes').map((one) => one.class);
      expect(served(before)).toEqual(
        ['page', 'page_by_table', 'page_by_action_name', 'page_by_txid', 'transaction', 'retention'].filter(
          (name) => name !== 'page_by_action_name',
        ),
      );
      expect(servedOf(before, 'page_by_correlation')).toMatchObject({
        served: 'no',
        missing: ['audit_actions_correlation_id_idx', 'audit_transactions_action_id_idx'],
      });
      expect(servedOf(before, 'page')?.plan.join('\n')).toContain('using audit_changes_captured_at_idx');
      expect(servedOf(before, 'page_by_value')?.statement).toContain('@>');
      expect(before.redundant).toMatchObject([
        { name: 'audit_transactions_txid_idx', covered_by: 'audit_transactions_txid_key' },
      ]);
      for (const { ddl, estimated_bytes } of before.recommendations) {
        for (const statement of ddl) await db.execute(statement);
        if (ddl.length > 0) expect(estimated_bytes).not.toBeNull();
      }
      const after = await reviewed(db);
      expect(after.recommendations.filter(({ state }) => state !== 'present')).toEqual([]);
      expect(after.classes.filter((one) => one.served !== 'yes')).toEqual([]);
      expect(servedOf(after, 'row_history')?.plan.join('\n')).toContain('audit_changes_row_history_idx');
      expect(servedOf(after, 'page_by_value')?.by).toEqual([
        'audit_changes_changed_from_gin',
        'audit_changes_data_after_gin',
      ]);
    });

    it('estimates the size of what it recommends within a factor of two for B-trees of distinct keys', async () => {
      const db = await createTestDatabase({ version });
      await db.execute(captureInstallSql({ storageSchema: 'public', era: 'baseline' }));
      await db.execute(FILL);
      const wanted = stateOf(await reviewed(db), 'audit_changes_row_history_idx');
      for (const statement of wanted?.ddl ?? []) await db.execute(statement);
      const [row] = await db.query(`SELECT pg_relation_size('audit_changes_row_history_idx') AS bytes`);
      const ratio = (wanted?.estimated_bytes ?? 0) / Number(row?.['bytes']);
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
    });

    it('§12 trap 50: an invalid row-history index is listed, with DDL that mends it, and serves nothing', async () => {
      const db = await createTestDatabase({ version });
      await db.execute(captureInstallSql({ storageSchema: 'threadline', era: 'current' }));
      await db.execute(`UPDATE pg_index SET indisvalid = false
        WHERE indexrelid = 'threadline.audit_changes_row_history_idx'::regclass`);
      const review = await reviewed(db);
      expect(review.invalid).toMatchObject([
        { schema: 'threadline', table: 'audit_changes', name: 'audit_changes_row_history_idx' },
      ]);
      expect(stateOf(review, 'audit_changes_row_history_idx')).toMatchObject({
        state: 'invalid',
        present_as: null,
      });
      expect(servedOf(review, 'row_history')).toMatchObject({ served: 'no', by: [] });
      await db.execute(review.invalid[0]?.ddl[0] ?? '');
      expect((await reviewed(db)).invalid).toEqual([]);
    });

    it('of partitioned changes makes a roof and its parts', async () => {
      const db = await createTestDatabase({ version });
      await db.execute(auditTablesSql({ partitioned: true }));
      const review = await reviewed(db);
      expect(review.partitioned).toBe(true);
      const wanted = stateOf(review, 'audit_changes_row_history_idx');
      expect(wanted?.ddl).toHaveLength(5);
      expect(wanted?.ddl[0]).toContain('ON ONLY');
      // Half-way the roof is invalid, and the review says what it waits for.
      for (const statement of wanted?.ddl.slice(0, 3) ?? []) await db.execute(statement);
      const half = await reviewed(db);
      expect(half.invalid.map(({ name }) => name)).toEqual(['audit_changes_row_history_idx']);
      expect(half.invalid[0]?.ddl.join(' ')).toContain('ATTACH PARTITION');
      for (const statement of wanted?.ddl.slice(3) ?? []) await db.execute(statement);
      const whole = await reviewed(db);
      expect(whole.invalid).toEqual([]);
      expect(stateOf(whole, 'audit_changes_row_history_idx')?.state).toBe('present');
    });

    it('of an install without actors and actions recommends nothing for them', async () => {
      const db = await createTestDatabase({ version });
      await db.execute(
        auditTablesSql({ actor: false, actionLink: false, actions: false, changedFrom: false }),
      );
      const review = await reviewed(db);
      expect(review.classes.filter((one) => one.served === 'unavailable')).toHaveLength(6);
      expect(review.recommendations.map(({ columns }) => columns.join())).not.toContain('actor_ref');
      expect(stateOf(review, 'audit_changes_changed_from_gin')).toBeUndefined();
    });
  });
}

describe('a time-out names the index that is missing', () => {
  let db: TestDatabase;
  let source: AuditSource;
  beforeAll(async () => {
    db = await createTestDatabase();
    await db.execute(captureInstallSql({ storageSchema: 'public', era: 'baseline' }));
    await db.execute(`${FILL}
      INSERT INTO audit_actions (name, actor_ref, status, correlation_id)
      SELECT 'a', '{"type":"user","id":"1"}', 'ok', 'c-' || n FROM generate_series(1, 20000) n;`);
    const real = await openAuditSource(db.endpoint, db.password);
    // The question itself gets no time at all; what is asked about it afterwards sets its own limit.
    source = {
      capability: real.capability,
      session: {
        close: () => real.session.close(),
        read: (options, work) =>
          options.statementTimeoutMs === undefined
            ? real.session.read({ ...options, statementTimeoutMs: 50 }, async (tx, facts) => {
                await tx.rows({ text: 'SELECT pg_sleep(1)', values: [] });
                return await work(tx, facts);
              })
            : real.session.read(options, work),
      },
    };
  });
  afterAll(() => source.session.close());

  const page = { cursor: null, direction: 'older', limit: 50 } as const;
  it.each<[string, () => Promise<unknown>, RegExp | null]>([
    [
      'a page by correlation',
      () => timelinePage(source, { ...page, filters: { correlation_id: ['c-7'] } }),
      /audit_actions_correlation_id_idx on "public"."audit_actions" using btree \(correlation_id\); audit_transactions_action_id_idx/,
    ],
    [
      'a page by actor',
      () => timelinePage(source, { ...page, filters: { actor: ['user:7'] } }),
      /audit_transactions_actor_ref_gin/,
    ],
    [
      'a count by value',
      () => countChanges(source, { filters: { value: ['id=7'] }, cap: null }),
      /audit_changes_data_after_gin .*audit_changes_changed_from_gin/,
    ],
    [
      'a history',
      () => rowHistory(source, { ...page, table: 'public.t', pk: '{"id":"7"}' }),
      /audit_changes_row_history_idx/,
    ],
    [
      "an actor's transactions",
      () => actorTransactions(source, { ...page, actor: 'user:7', from: null, to: null }),
      /audit_transactions_actor_ref_gin/,
    ],
    [
      'an unfiltered count, which none would serve',
      () => countChanges(source, { filters: {}, cap: null }),
      null,
    ],
  ])('%s', async (_, question, named) => {
    const error: unknown = await question().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'statement_timeout', retryable: true });
    const { hint } = error as { readonly hint: string };
    if (named === null) expect(hint).not.toContain('missing');
    else expect(hint).toMatch(named);
    expect(hint).toContain('Narrow the question');
  });
});
