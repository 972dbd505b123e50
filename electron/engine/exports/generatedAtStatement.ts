import type { Statement } from '../db/session.ts';
import { instantSql } from '../db/sql.ts';

/** The server's clock at the snapshot, for the wrapped document. Reads no table. */
export function generatedAtStatement(): Statement {
  return { text: `SELECT ${instantSql('now()')} AS generated_at`, values: [] };
}
