import { qualified, quoteIdentifier } from '../../db/sql.ts';
import type { AuditIndex } from './auditIndex.ts';
import type { RecommendedIndex } from './recommendedIndexes.ts';

/** A table below a partitioned one. */
export interface Partition {
  readonly schema: string;
  readonly table: string;
  readonly leaf: boolean;
  readonly foreign: boolean;
}

/**
 * How to make an index without holding up writers, for the owner to run outside a transaction. PostgreSQL refuses
 * CONCURRENTLY on a partitioned table: there the roof is made first, then an index a partition, which is attached.
 * Pure.
 */
export function createDdl(
  { name, table, method, keys }: RecommendedIndex,
  schema: string,
  partitions: readonly Partition[],
): readonly string[] {
  const using = method === 'btree' ? '' : ` USING ${method}`;
  const create = (how: string, index: string, on: string): string =>
    `CREATE INDEX ${how}${quoteIdentifier(index)} ON ${on}${using} (${keys});`;
  if (partitions.length === 0) return [create('CONCURRENTLY ', name, qualified(schema, table))];
  const parts = partitions.flatMap((part) => {
    const on = qualified(part.schema, part.table);
    if (part.foreign) return [`-- ${on} lives on another server: index it there.`];
    if (!part.leaf)
      return [
        `-- ${on} is itself partitioned: ON ONLY for it, then CONCURRENTLY and ATTACH for each of its parts.`,
      ];
    const index = shortened(`${part.table}_${suffix(name, table)}`);
    return [
      create('CONCURRENTLY ', index, on),
      `ALTER INDEX ${qualified(schema, name)} ATTACH PARTITION ${qualified(part.schema, index)};`,
    ];
  });
  return [create('', name, `ONLY ${qualified(schema, table)}`), ...parts];
}

/**
 * An invalid index serves nothing and still costs writes: rebuild it or drop it. The roof over partitions is
 * invalid until every partition has its part attached; rebuilding does not help it. Pure.
 */
export function invalidDdl({ schema, name, parent, attached }: AuditIndex): readonly string[] {
  const index = qualified(schema, name);
  if (parent)
    return [
      `-- ${index} waits for a part on each partition: CREATE INDEX CONCURRENTLY there, then`,
      `-- ALTER INDEX ${index} ATTACH PARTITION …;`,
    ];
  const rebuild = `REINDEX INDEX CONCURRENTLY ${index};`;
  return attached ? [rebuild] : [rebuild, `-- or: DROP INDEX CONCURRENTLY ${index};`];
}

function suffix(name: string, table: string): string {
  return name.startsWith(`${table}_`) ? name.slice(table.length + 1) : name;
}

/** At most 63 bytes; partitions of these tables are named in ASCII, where they are not the server says so. */
function shortened(name: string): string {
  return name.length <= 63 ? name : name.slice(-63);
}
