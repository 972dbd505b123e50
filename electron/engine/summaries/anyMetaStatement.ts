import { qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

/**
 * Whether any transaction has meta: capture never fills it (CONTRACT §1.2), and where nobody else does, nothing
 * has to be compared. Ends at the first; without any it reads the transactions once.
 */
export function anyMetaStatement(schema: string): Statement {
  const transactions = qualified(schema, 'audit_transactions');
  return { text: `SELECT EXISTS (SELECT FROM ${transactions} WHERE meta IS NOT NULL) AS found`, values: [] };
}
