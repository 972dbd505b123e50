import { jsonMembers, jsonString, type JsonText } from '@shared/domain/jsonText.ts';
import { qualified, quoteIdentifier } from '../db/sql.ts';
import type { TableShape } from './readShapes.ts';
import { textLiteral } from './sqlText.ts';
import type { Step } from './step.ts';
import { uniqueGuards } from './uniqueGuard.ts';
import { guardSql, valueSql } from './valueSql.ts';

/**
 * The statement of one step, null where there is nothing to run. Identifiers quoted, literals typed as the live
 * columns are. It touches one row or none: the key is unique, and every field it sets is compared first.
 */
export function stepSql(step: Step, shape: TableShape): string | null {
  const { change, kind, puts, guards } = step;
  const table = qualified(shape.table_schema, shape.table_name);
  const where = (conditions: readonly string[]): string => ` WHERE ${conditions.join('\n   AND ')};`;
  const key = keySql(shape, change.table_pk);
  switch (kind) {
    case 'none':
      return null;
    case 'update': {
      const sets = puts.map(([name, value]) => `${quoteIdentifier(name)} = ${put(shape, name, value)}`);
      return [
        `UPDATE ${table}`,
        `   SET ${sets.join(',\n       ')}`,
        where([...key, ...held(shape, guards), ...free(step, shape), ...otherwiseFree(step, shape, key)]),
      ].join('\n');
    }
    case 'delete':
      return [`DELETE FROM ${table}`, where([...key, ...held(shape, guards), ...unreferenced(shape)])].join(
        '\n',
      );
    case 'insert': {
      const names = puts.map(([name]) => quoteIdentifier(name)).join(', ');
      const overriding = puts.some(([name]) => shape.columns.get(name)?.identity_always === true)
        ? ' OVERRIDING SYSTEM VALUE'
        : '';
      const values = puts.map(([name, value]) => put(shape, name, value));
      return [
        `INSERT INTO ${table} (${names})${overriding}`,
        `SELECT ${values.join(',\n       ')}`,
        where([
          `NOT EXISTS (SELECT FROM ${table} WHERE ${key.join(' AND ')})`,
          ...otherwiseFree(step, shape, []),
        ]),
      ].join('\n');
    }
  }
}

/** Conditions that name the row of a resolved key; every value is text in the key (CONTRACT §2.4). */
export function keySql(shape: TableShape, table_pk: JsonText): readonly string[] {
  return jsonMembers(table_pk).map(([name, value]) => {
    const type = shape.columns.get(name)?.type ?? 'text';
    return `${quoteIdentifier(name)} = ${textLiteral(jsonString(value))}::${type}`;
  });
}

/** Conditions that hold of a row with these values. */
export function held(shape: TableShape, values: readonly (readonly [string, JsonText])[]): readonly string[] {
  return values.flatMap(([name, value]) => {
    const column = shape.columns.get(name);
    const sql = column === undefined ? null : guardSql(shape, column, value);
    return sql === null ? [] : [sql];
  });
}

function put(shape: TableShape, name: string, value: JsonText): string {
  const column = shape.columns.get(name);
  const sql = column === undefined ? null : valueSql(shape, column, value);
  if (sql === null) throw new TypeError(`${name} was planned without a value`);
  return sql;
}

/** No row may be deleted or changed along with this one: those that would be are asked for. */
function unreferenced(shape: TableShape): readonly string[] {
  const own = qualified(shape.table_schema, shape.table_name);
  return shape.referencing
    .filter(({ follows_delete }) => follows_delete)
    .map(({ table_schema, table_name, columns, referenced }) => {
      const pairs = columns.map(
        (column, i) => `x.${quoteIdentifier(column)} = ${own}.${quoteIdentifier(referenced[i] ?? '')}`,
      );
      return `NOT EXISTS (SELECT FROM ${qualified(table_schema, table_name)} x WHERE ${pairs.join(' AND ')})`;
    });
}

/** What other unique indexes than the key's allow once is put only where no other row has it. */
function otherwiseFree(
  { change, kind, puts }: Step,
  shape: TableShape,
  own: readonly string[],
): readonly string[] {
  const back = new Map(puts);
  const keyed = jsonMembers(change.table_pk).map(([name]) => name);
  const table = qualified(shape.table_schema, shape.table_name);
  const valueOf = (column: string): string | null => {
    const value = back.get(column);
    if (value !== undefined) return put(shape, column, value);
    if (kind === 'update') return `${table}.${quoteIdentifier(column)}`;
    const live = shape.columns.get(column);
    return live === undefined || live.fills_itself || live.generated ? null : `NULL::${live.type}`;
  };
  // The key has a condition of its own.
  const others = shape.unique_indexes.filter(
    ({ plain, columns }) => !plain || !columns.every((column) => keyed.includes(column)),
  );
  return uniqueGuards({ ...shape, unique_indexes: others }, new Set(back.keys()), valueOf, own);
}

/** A key goes back only to where no row stands. */
function free({ change, puts }: Step, shape: TableShape): readonly string[] {
  const back = new Map(puts);
  const members = jsonMembers(change.table_pk);
  if (!members.some(([name]) => back.has(name))) return [];
  const key = members.map(([name, value]) => {
    const put = back.get(name);
    return [
      name,
      put === undefined ? jsonString(value) : put.startsWith('"') ? jsonString(put) : put,
    ] as const;
  });
  const table = qualified(shape.table_schema, shape.table_name);
  const taken = keySql(shape, JSON.stringify(Object.fromEntries(key))).join(' AND ');
  return [`NOT EXISTS (SELECT FROM ${table} WHERE ${taken})`];
}
