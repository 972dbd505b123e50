import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import { parsePostgresUrl } from '@engine/db/url.ts';
import { checkIntegrity } from '@engine/integrity/run.ts';
import { bareClient } from './support/bareClient.ts';
import type { BenchDatabase } from './support/database.ts';
import { compare, type ReadResult } from './support/read.ts';
import { timed } from './support/timed.ts';

/** The plainest reading of row lives: every change with its transaction, by row, oldest first, images carried. */
const SCAN = `
SELECT count(*), count(x.data_after), max(x.txid), max(x.n) FROM (
  SELECT c.data_after, c.changed_fields, t.txid,
         row_number() OVER (ORDER BY c.table_schema, c.table_name, c.table_pk, c.captured_at, c.id) AS n
    FROM audit_changes c JOIN audit_transactions t ON t.id = c.transaction_id) x`;

/** All checks over an honest trail, to their end, against one ordered scan of the same rows. */
export async function benchIntegrity(
  { url, changes }: BenchDatabase,
  rounds: number,
): Promise<readonly ReadResult[]> {
  const { endpoint, password } = parsePostgresUrl(url);
  const source = await openAuditSource(endpoint, password);
  const client = await bareClient(url);
  const check = async (): Promise<void> => {
    const { findings, could_not_tell, checked } = await checkIntegrity(source, { filters: {} });
    if (findings.length + could_not_tell > 0 || checked.changes !== changes)
      throw new Error(
        `an honest trail of ${changes} changes: ${checked.changes} checked, ${findings.length} findings, ${could_not_tell} not told`,
      );
  };
  try {
    return [
      await compare(rounds, {
        ...{ work: 'integrity checks over everything, honest', reference: 'one ordered scan' },
        ...{ figure: 'ratio', goal: 3 },
        ours: timed(check),
        bare: timed(() => client.query(SCAN)),
      }),
    ];
  } finally {
    await client.end();
    await source.session.close();
  }
}
