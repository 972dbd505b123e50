import { describe, expect, it } from 'vitest';
import { captureInstallSql } from '../capture/install.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import { createTestDatabase } from '../testing/database.ts';

const capture = { storageSchema: 'threadline', era: 'current' } as const;

describe('find where indexes serve', () => {
  it('never reads the changes as a whole for an id or a row key', async () => {
    const db = await createTestDatabase();
    await db.execute(captureInstallSql({ ...capture, actorIndex: true }));
    await db.execute(`
      INSERT INTO threadline.audit_transactions (id, txid, actor_ref)
      SELECT md5('t' || n)::uuid, n, jsonb_build_object('type', 'user', 'id', n::text) FROM generate_series(1, 20000) n;
      INSERT INTO threadline.audit_changes (transaction_id, table_schema, table_name, table_pk, op, data_after)
      SELECT md5('t' || n)::uuid, 'public', 't', jsonb_build_object('id', n::text), 'insert', jsonb_build_object('id', n) FROM generate_series(1, 20000) n;
      `);
    for (const table of ['audit_transactions', 'audit_changes'])
      await db.execute(`VACUUM ANALYZE threadline.${table}`);
    const source = await openAuditSource(db.endpoint, db.password);
    const { transactionByStatement, changeByIdStatement, knownActorsStatement } =
      await import('./idStatements.ts');
    const { occurrencesStatement } = await import('./occurrencesStatement.ts');
    const { rowKeysStatement } = await import('./rowKeysStatement.ts');
    const { valuesStatement } = await import('./valuesStatement.ts');
    const { capability } = source;
    const id = '0001135b-30cc-4d26-b327-784ef54be5a2';
    const probe = { table_schema: 'public', table_name: 't', table_pk: '{"id": "7"}' };
    const actors = [{ type: 'user', id: '7' } as const, { type: 'job', id: '7' } as const];
    const cases = [
      [transactionByStatement(capability, 'id', id), /audit_transactions_pkey/],
      [transactionByStatement(capability, 'txid', '7'), /audit_transactions_txid/],
      [changeByIdStatement(capability, id), /audit_changes_pkey/],
      [occurrencesStatement(capability, { transaction: id }, 1001), /audit_changes_transaction_id_idx/],
      [
        occurrencesStatement(capability, { filters: { actor: ['user:7'] } }, 1001),
        /audit_transactions_actor_ref_gin/,
      ],
      [knownActorsStatement(capability, actors), /audit_transactions_actor_ref_gin/],
      [rowKeysStatement(capability, [probe], 1001), /audit_changes_row_history_idx/],
      [
        valuesStatement(
          capability,
          { spellings: ['7'], number: '7' },
          { at: '2026-01-01T00:00:00.000000Z', id },
          100,
        ),
        /Backward using audit_changes_captured_at_idx/,
      ],
    ] as const;
    for (const [{ text, values }, index] of cases) {
      const rows = await source.session.read({}, (tx) => tx.rows({ text: `EXPLAIN ${text}`, values }));
      const plan = rows.map((row) => row['QUERY PLAN'] ?? '').join('\n');
      expect(plan).toMatch(index);
      expect(plan).not.toMatch(/Seq Scan on audit_(changes|transactions)/);
    }
    await source.session.close();
  });
});
