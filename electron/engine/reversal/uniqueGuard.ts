import { qualified, quoteIdentifier } from '../db/sql.ts';
import type { TableShape, UniqueIndex } from './readShapes.ts';

/** SQL of a column's value in the row as it will be; null where that is not known. */
type ValueOf = (column: string) => string | null;

/**
 * Conditions that hold while no other row has what unique indexes allow once, for a row about to become what
 * `valueOf` says: a statement that would break one does nothing instead of ending the whole transaction. `own` are
 * the conditions that name the row itself, none for one to be inserted. Indexes of which no column is in `touched`
 * cannot be broken; one with a column of unknown value cannot be asked about. Pure.
 */
export function uniqueGuards(
  shape: TableShape,
  touched: ReadonlySet<string>,
  valueOf: ValueOf,
  own: readonly string[],
): readonly string[] {
  return shape.unique_indexes
    .filter(({ columns }) => columns.some((column) => touched.has(column)))
    .flatMap((index) => {
      const guard = guardOf(shape, index, valueOf, own);
      return guard === null ? [] : [guard];
    });
}

function guardOf(
  shape: TableShape,
  index: UniqueIndex,
  valueOf: ValueOf,
  own: readonly string[],
): string | null {
  const table = qualified(shape.table_schema, shape.table_name);
  const values = index.columns.map((column) => [quoteIdentifier(column), valueOf(column)] as const);
  if (values.some(([, value]) => value === null)) return null;
  const equal = index.nulls_equal ? 'IS NOT DISTINCT FROM' : '=';
  const not = own.length === 0 ? [] : [`NOT (${own.join(' AND ')})`];
  if (index.plain) {
    const same = values.map(([name, value]) => `other.${name} ${equal} ${value ?? ''}`);
    return `NOT EXISTS (SELECT FROM ${table} AS other WHERE ${[...same, ...not].join(' AND ')})`;
  }
  const terms = index.terms.map((term, i) => `${term} AS e${i}`).join(', ');
  const row = values.map(([name, value]) => `${value ?? ''} AS ${name}`).join(', ');
  const about = index.predicate === null ? [] : [index.predicate];
  const where = (conditions: readonly string[]): string =>
    conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const pairs = index.terms.map((_, i) => `other.e${i} ${equal} mine.e${i}`).join(' AND ');
  return (
    `NOT EXISTS (SELECT FROM (SELECT ${terms} FROM (SELECT ${row}) AS row${where(about)}) AS mine` +
    ` JOIN (SELECT ${terms} FROM ${table}${where([...about, ...not])}) AS other ON ${pairs})`
  );
}
