import { z } from 'zod';

const count = z.number().int().nonnegative();

export const opCountsSchema = z.strictObject({ insert: count, update: count, delete: count });
export type OpCounts = Readonly<z.infer<typeof opCountsSchema>>;

/** How many changes, by op and by table; tables with most changes first, then by name. */
export const changeCountsSchema = z.strictObject({
  changes: count,
  by_op: opCountsSchema,
  by_table: z
    .array(
      z.strictObject({
        table_schema: z.string(),
        table_name: z.string(),
        changes: count,
        by_op: opCountsSchema,
      }),
    )
    .readonly(),
});
export type ChangeCounts = Readonly<z.infer<typeof changeCountsSchema>>;

/** How many changes one table saw of one op, as a grouping statement answers it. */
export interface TableOpCount {
  readonly table_schema: string;
  readonly table_name: string;
  readonly op: string;
  readonly changes: number;
}

/** Adds groups up. An op that is none of the three counts in `changes` alone. */
export function sumCounts(groups: readonly TableOpCount[]): ChangeCounts {
  const tables = new Map<string, TableOpCount[]>();
  for (const group of groups) {
    const key = JSON.stringify([group.table_schema, group.table_name]);
    tables.set(key, [...(tables.get(key) ?? []), group]);
  }
  const by_table = [...tables.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { table_schema, table_name } = first;
    return [{ table_schema, table_name, changes: sum(own), by_op: byOp(own) }];
  });
  return { changes: sum(groups), by_op: byOp(groups), by_table: by_table.sort(busiestFirst) };
}

function byOp(groups: readonly TableOpCount[]): OpCounts {
  const of = (op: string): number => sum(groups.filter((group) => group.op.toLowerCase() === op));
  return { insert: of('insert'), update: of('update'), delete: of('delete') };
}

function sum(groups: readonly TableOpCount[]): number {
  return groups.reduce((total, { changes }) => total + changes, 0);
}

interface Counted {
  readonly table_schema: string;
  readonly table_name: string;
  readonly changes: number;
}

function busiestFirst(a: Counted, b: Counted): number {
  const name = ({ table_schema, table_name }: Counted): string => `${table_schema}.${table_name}`;
  return b.changes - a.changes || (name(a) < name(b) ? -1 : 1);
}
