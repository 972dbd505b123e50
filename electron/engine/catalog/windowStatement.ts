import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

/** Oldest and newest change still here. Both ends of audit_changes_captured_at_idx: two index probes. */
export function windowStatement(schema: string): Statement {
  const changes = qualified(schema, 'audit_changes');
  return {
    text: `
SELECT ${instantSql('w.oldest')} AS oldest, ${instantSql('w.newest')} AS newest
  FROM (SELECT (SELECT min(captured_at) FROM ${changes}) AS oldest,
               (SELECT max(captured_at) FROM ${changes}) AS newest) w`,
    values: [],
  };
}
