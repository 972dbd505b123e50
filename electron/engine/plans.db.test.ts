import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from './catalog/openAuditSource.ts';
import {
  actionsStatement,
  linkedChangesStatement,
  linkedTransactionsStatement,
} from './correlations/statements.ts';
import type { AuditSource, Statement } from './db/session.ts';
import { clockSampleStatement, earliestChangeStatement } from './health/continuity/statements.ts';
import { evidenceStatement } from './hostRecords/evidenceStatement.ts';
import { chainStatement } from './integrity/chain/chainStatement.ts';
import { changesByTableStatement } from './integrity/clock/statements.ts';
import {
  changeSuspectsStatement,
  datesStatement,
  reusedStatement,
} from './integrity/clock/suspectsStatement.ts';
import { aroundWindowStatement } from './integrity/noChange/statements.ts';
import { selectionOf, selectionOfRow, type Selection } from './integrity/selection.ts';
import { auditTablesSql } from './testing/auditTables.ts';
import { createTestDatabase } from './testing/database.ts';
import { changesFrom } from './timeline/source.ts';

/** 5,000 actions, 20,000 transactions of three changes each, 6,300 rows, 20,000 evidence records. */
const FILL = `
INSERT INTO audit_actions (id, name, actor_ref, status, correlation_id, inserted_at)
SELECT md5('a' || k)::uuid, 'order.placed', '{"type":"system","id":"s"}', 'ok', 'corr-' || k % 2000,
       timestamptz '2026-01-01Z' + k * interval '1 minute' FROM generate_series(1, 5000) k;
INSERT INTO audit_transactions (id, txid, occurred_at, actor_ref, action_id)
SELECT md5('t' || n)::uuid, n, timestamptz '2026-01-01Z' + n * interval '10 seconds',
       jsonb_build_object('type', 'user', 'id', 'u-' || n % 4000),
       CASE WHEN n % 4 = 0 THEN md5('a' || n / 4)::uuid END FROM generate_series(1, 20000) n;
INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, changed_fields, captured_at)
SELECT md5('c' || g)::uuid, md5('t' || (g + 2) / 3)::uuid, 'public', 'table_' || g % 7,
       jsonb_build_object('id', (g % 900)::text), 'update',
       jsonb_build_object('id', g % 900, 'note', repeat(md5(g::text), 6)), '{note}',
       timestamptz '2026-01-01Z' + g * interval '3333 milliseconds' FROM generate_series(1, 60000) g;
CREATE INDEX recommended_1 ON audit_actions (correlation_id);
CREATE INDEX recommended_2 ON audit_transactions (action_id);
CREATE TABLE threadline_evidence_records (id uuid PRIMARY KEY, subject text, subject_ref jsonb, summary_status text,
  recorded_at timestamptz, actor_ref jsonb, provenance text, detail jsonb, schema_version int, inserted_at timestamptz);
INSERT INTO threadline_evidence_records (id, subject, subject_ref, recorded_at)
SELECT md5('e' || g)::uuid, 'retention_run', jsonb_build_object('id', g), timestamptz '2026-01-01Z' + g * interval '1 minute'
  FROM generate_series(1, 20000) g;
CREATE INDEX threadline_evidence_records_recorded_at_idx ON threadline_evidence_records (recorded_at);
VACUUM ANALYZE audit_actions; VACUUM ANALYZE audit_transactions; VACUUM ANALYZE audit_changes;
VACUUM ANALYZE threadline_evidence_records`;

let source: AuditSource;
beforeAll(async () => {
  const database = await createTestDatabase();
  await database.execute(auditTablesSql({ rowHistoryIndex: true }));
  for (const statement of FILL.split(';')) await database.execute(statement);
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

async function plan({ text, values }: Statement): Promise<string> {
  const rows = await source.session.read({}, (tx) => tx.rows({ text: `EXPLAIN ${text}`, values }));
  return rows.map((row) => row['QUERY PLAN'] ?? '').join('\n');
}

const bounds = { from: '2026-01-02T00:00:00.000000Z', to: '2026-01-02T00:05:00.000000Z' };
const row = { table_schema: 'public', table_name: 'table_1', table_pk: '{"id": "8"}' };
const narrow = (): Selection => selectionOf(source.capability, bounds);
const everyRelation = /Seq Scan on (?:audit_|threadline_)/;
/** A window's transactions may be hashed as a whole where that is cheaper than a probe each; its changes may not. */
const exceptTransactions = /Seq Scan on (?:audit_changes|audit_actions|threadline_)/;
const parts = async (): Promise<readonly { oid: string; since: null }[]> => {
  const [found] = await source.session.read({}, (tx) =>
    tx.rows({ text: `SELECT 'public.audit_changes'::regclass::oid::text AS oid`, values: [] }),
  );
  return [{ oid: found?.['oid'] ?? '', since: null }];
};
const chain = (selection: Selection): Statement =>
  chainStatement(source.capability, {
    selection,
    policies: [
      {
        table_schema: 'public',
        table_name: 'table_1',
        unnamed: [],
        incomparable: [],
        since: null,
        keys: null,
      },
    ],
    placeholders: [],
    olderSettings: 'none',
    limit: 10,
  });

describe('no table of the trail is read as a whole where an index serves', () => {
  it.each<[string, () => Statement | Promise<Statement>, RegExp]>([
    [
      'the clock over a window',
      () => changesByTableStatement(source.capability, narrow()),
      /captured_at_idx/,
    ],
    [
      'foreign writers of a window',
      async () => changeSuspectsStatement(source.capability, narrow(), await parts(), 10),
      /captured_at_idx/,
    ],
    [
      'numbers given twice in a window',
      () => reusedStatement(source.capability, narrow(), changesFrom(source.capability, false), 10),
      /captured_at_idx/,
    ],
    [
      'when ids were given out',
      () => datesStatement(source.capability, ['7', '8']),
      /audit_transactions_txid_/,
    ],
    [
      'the clock of one row',
      () => changesByTableStatement(source.capability, selectionOfRow(row)),
      /row_history_idx/,
    ],
    ['the chain of a window', () => chain(narrow()), /captured_at_idx/],
    ['the chain of one row', () => chain(selectionOfRow(row)), /row_history_idx/],
    [
      'no change of a row in a window',
      () => aroundWindowStatement(source.capability, row, bounds.from, bounds.to),
      /row_history_idx/,
    ],
    [
      'actions of a correlation',
      () => actionsStatement(source.capability, { correlation_id: 'corr-7' }, 51),
      /recommended_1/,
    ],
    [
      'transactions of a correlation',
      () => linkedTransactionsStatement(source.capability, { correlation_id: 'corr-7' }, 51),
      /recommended_2/,
    ],
    [
      'changes of a correlation',
      () => linkedChangesStatement(source.capability, { correlation_id: 'corr-7' }, 51),
      /audit_changes_transaction_id_idx/,
    ],
    ['the clock of continuity', () => clockSampleStatement(source.capability), /audit_transactions_txid_/],
    [
      'the oldest change of a table',
      () => earliestChangeStatement(source.capability, 'public', 'table_1'),
      /audit_changes_(?:captured_at|table_name|row_history)_idx/,
    ],
    [
      'evidence of a window',
      () =>
        evidenceStatement('public', {
          subject: null,
          subject_ref: null,
          mode: 'history',
          ...bounds,
          limit: 50,
        }),
      /recorded_at_idx/,
    ],
  ])('%s', async (name, statement, index) => {
    const text = await plan(await statement());
    expect(text).toMatch(index);
    expect(text).not.toMatch(name.endsWith('a window') ? exceptTransactions : everyRelation);
  });
});
