import type { AuditSource } from '@engine/db/session.ts';
import { checkIntegrity } from '@engine/integrity/run.ts';
import type pg from 'pg';
import { compare, type ReadResult } from './support/read.ts';
import { timed } from './support/timed.ts';

/** The plainest reading of row lives: every change with its transaction, by row, oldest first, images carried. */
const SCAN = `
SELECT count(*), count(x.data_after), max(x.txid), max(x.n) FROM (
  SELECT c.data_after, c.changed_fields, t.txid,
         row_number() OVER (ORDER BY c.table_schema, c.table_name, c.table_pk, c.captured_at, c.id) AS n
    FROM audit_changes c JOIN audit_transactions t ON t.id = c.transaction_id) x`;

/** All checks over everything against one ordered scan of the same rows. */
export async function benchIntegrity(
  source: AuditSource,
  client: pg.Client,
  rounds: number,
): Promise<readonly ReadResult[]> {
  return [
    await compare(rounds, {
      ...{ work: 'integrity checks over everything', reference: 'one ordered scan' },
      ...{ figure: 'ratio', goal: 3 },
      ours: timed(() => checkIntegrity(source, { filters: {} })),
      bare: timed(() => client.query(SCAN)),
    }),
  ];
}
