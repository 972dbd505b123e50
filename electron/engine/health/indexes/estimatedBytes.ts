import type { Need } from './auditIndex.ts';

/** Widths in bytes where the analyser has none: a uuid or an instant exactly, the others as they tend to be. */
const WIDTHS: Readonly<Record<string, number>> = {
  id: 16,
  transaction_id: 16,
  action_id: 16,
  captured_at: 8,
  txid: 8,
  table_schema: 8,
  table_name: 12,
  table_pk: 24,
  actor_ref: 48,
  data_after: 300,
  changed_from: 80,
  changed_fields: 40,
  meta: 80,
};
const USUAL_WIDTH = 24;

/** A B-tree tuple: its head and its line pointer; pages are filled to nine tenths. */
const TUPLE_BYTES = 8 + 4;
const FILL = 0.9;
/** A jsonb of so many bytes has about one key; an entry's place in a list takes some bytes. */
const BYTES_A_KEY = 20;
const GIN_ENTRY_BYTES = 8;

/**
 * About how large an index would be, from the number of rows and their widths. B-trees that hold many equal keys
 * come out smaller (deduplication), GIN indexes vary by half either way. Pure.
 */
export function estimatedBytes(
  { method, columns, table }: Need,
  rows: number,
  widths: ReadonlyMap<string, number>,
): number {
  const width = (column: string): number => widths.get(`${table}.${column}`) ?? WIDTHS[column] ?? USUAL_WIDTH;
  const bytes =
    method === 'btree'
      ? (aligned(columns.reduce((sum, column) => sum + width(column), 0)) + TUPLE_BYTES) / FILL
      : columns.reduce((sum, column) => sum + Math.max(width(column) / BYTES_A_KEY, 1) * GIN_ENTRY_BYTES, 0);
  return Math.round(Math.max(rows, 0) * bytes);
}

/** PostgreSQL begins every tuple at a multiple of eight. */
function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
