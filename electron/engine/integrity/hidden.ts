import type { Capability } from '@shared/domain/capability.ts';
import type { ReadTransaction, Statement } from '../db/session.ts';

/** Tables of the trail whose rows row security may hide from this role: `relation`. Catalogue only. */
export function rowSecurityStatement({ storage_schema }: Pick<Capability, 'storage_schema'>): Statement {
  return {
    text: [
      'SELECT c.relname::text AS relation FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace',
      "WHERE n.nspname = $1 AND c.relname IN ('audit_changes', 'audit_transactions', 'audit_actions')",
      'AND row_security_active(c.oid) ORDER BY 1',
    ].join(' '),
    values: [storage_schema],
  };
}

/**
 * Why the trail cannot be judged; null when all of it is in sight. A hidden change looks like a deleted one, and a
 * hidden transaction like one that was never there: what is seen would be taken for contradictions.
 */
export async function hiddenReason(
  tx: ReadTransaction,
  capability: Capability,
  withActions: boolean,
): Promise<string | null> {
  const rows = await tx.rows(rowSecurityStatement(capability));
  const names = rows
    .map(({ relation }) => relation ?? '')
    .filter((name) => withActions || name !== 'audit_actions');
  if (names.length === 0) return null;
  return `row security hides rows of ${names.join(' and ')} from this role, or may: nothing can be told of what it does not show`;
}
