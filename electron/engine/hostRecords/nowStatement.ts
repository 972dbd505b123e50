import { instantSql } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

/** The server's clock at the beginning of the transaction, which is that of its snapshot. */
export function nowStatement(): Statement {
  return { text: `SELECT ${instantSql('now()')} AS now`, values: [] };
}
