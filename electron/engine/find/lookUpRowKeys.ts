import type { Capability } from '@shared/domain/capability.ts';
import type { FindHit } from '@shared/domain/find.ts';
import type { ReadTransaction } from '../db/session.ts';
import { byFilters, capped, OCCURRENCE_CAP } from './hits.ts';
import { newestOf } from './occurrences.ts';
import { rowKeysStatement, type KeyProbe } from './rowKeysStatement.ts';
import type { Wanted } from './wanted.ts';

/**
 * Rows whose whole key is the text, in every table known by its trigger or by a recent change. Needs the
 * row-history index; keys of several columns, and tables last written long ago, are left to the search through
 * recorded values, which looks into keys too.
 */
export async function lookUpRowKeys(
  tx: ReadTransaction,
  capability: Capability,
  { texts }: Wanted,
): Promise<readonly FindHit[]> {
  const probes = texts.flatMap((text) => keyProbes(capability, text));
  if (capability.row_history_index !== 'valid' || probes.length === 0) return [];
  const rows = await tx.rows(rowKeysStatement(capability, probes, OCCURRENCE_CAP + 1));
  return rows.flatMap((row) => {
    const probe = probes[Number(row['place']) - 1];
    return probe === undefined
      ? []
      : [rowKeyHit(probe, Number(row['count']), newestOf(row['id'], row['captured_at']))];
  });
}

export function rowKeyHit(probe: KeyProbe, count: number, newest: FindHit['newest']): FindHit {
  const { table_schema, table_name, table_pk } = probe;
  const table = `${table_schema}.${table_name}`;
  return {
    kind: 'row_key',
    label: `row of ${table}`,
    where: { table_schema, table_name, column: null, table_pk, rows: 1 },
    ...capped({ count, newest }),
    opens: byFilters({ table: [table], pk: [table_pk] }),
  };
}

/** Single-column keys as capture writes them: text (CONTRACT §2.4). Triggers without arguments key by `id`. */
export function keyProbes({ triggers, key_shapes }: Capability, text: string): readonly KeyProbe[] {
  const known = [
    ...key_shapes.filter(({ resolved }) => resolved).map((shape) => ({ ...shape, columns: shape.keys })),
    ...triggers.map((trigger) => ({
      ...trigger,
      columns: trigger.key_columns.length === 0 ? ['id'] : trigger.key_columns,
    })),
  ];
  const probes = new Map<string, KeyProbe>();
  for (const { table_schema, table_name, columns } of known) {
    const [column, ...more] = columns;
    if (column === undefined || more.length > 0) continue;
    const table_pk = `{${JSON.stringify(column)}: ${JSON.stringify(text)}}`;
    probes.set(JSON.stringify([table_schema, table_name, table_pk]), { table_schema, table_name, table_pk });
  }
  return [...probes.values()];
}
