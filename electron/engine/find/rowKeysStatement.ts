import type { Capability } from '@shared/domain/capability.ts';
import type { JsonText } from '@shared/domain/jsonText.ts';
import { instantSql, qualified } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';

/** A whole key that a row of this table could have. */
export interface KeyProbe {
  readonly table_schema: string;
  readonly table_name: string;
  readonly table_pk: JsonText;
}

/**
 * For each key: how many changes bear it, at most `limit`, and the newest. One descent of
 * audit_changes_row_history_idx a key, already in order (CONTRACT §1.3); not to be asked without that index.
 */
export function rowKeysStatement(
  { storage_schema }: Pick<Capability, 'storage_schema'>,
  probes: readonly KeyProbe[],
  limit: number,
): Statement {
  const array = (of: (probe: KeyProbe) => string): string => textArray(probes.map(of));
  return {
    text: `
SELECT k.place, n.count, n.id, ${instantSql('n.captured_at')} AS captured_at
  FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY k (table_schema, table_name, table_pk, place)
 CROSS JOIN LATERAL (
       SELECT count(*) AS count, (array_agg(m.id ORDER BY m.captured_at DESC, m.id DESC))[1] AS id,
              max(m.captured_at) AS captured_at
         FROM (SELECT c.id, c.captured_at FROM ${qualified(storage_schema, 'audit_changes')} c
                WHERE c.table_schema = k.table_schema AND c.table_name = k.table_name
                  AND c.table_pk = k.table_pk::jsonb
                ORDER BY c.captured_at DESC, c.id DESC LIMIT ${limit}) m) n
 WHERE n.count > 0
 ORDER BY k.place`,
    values: [array((p) => p.table_schema), array((p) => p.table_name), array((p) => p.table_pk)],
  };
}

function textArray(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}
