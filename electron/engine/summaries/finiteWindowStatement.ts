import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

/**
 * Oldest and newest change, of those with a moment a calendar can hold, not before `from` and not after `to`;
 * whatever the other filters are; and whether any change lies before or behind the calendar. Four probes of
 * audit_changes_captured_at_idx.
 */
export function finiteWindowStatement(schema: string, from: string | null, to: string | null): Statement {
  const end = (aggregate: 'min' | 'max'): string =>
    `(SELECT ${aggregate}(captured_at) FROM ${qualified(schema, 'audit_changes')}` +
    ` WHERE captured_at >= $1::text::timestamptz AND captured_at < '10000-01-01T00:00:00Z'::timestamptz` +
    ` AND captured_at <= $2::text::timestamptz)`;
  const changes = qualified(schema, 'audit_changes');
  return {
    text: `
SELECT ${instantSql('w.oldest')} AS oldest, ${instantSql('w.newest')} AS newest,
       EXISTS (SELECT FROM ${changes} WHERE captured_at < '0001-01-01T00:00:00Z'::timestamptz) AS before,
       EXISTS (SELECT FROM ${changes} WHERE captured_at >= '10000-01-01T00:00:00Z'::timestamptz) AS behind
  FROM (SELECT ${end('min')} AS oldest, ${end('max')} AS newest) w`,
    values: [from ?? '0001-01-01T00:00:00Z', to ?? 'infinity'],
  };
}
