import {
  jsonElements,
  jsonKind,
  jsonString,
  writeJson,
  RawJson,
  type JsonText,
} from '@shared/domain/jsonText.ts';
import { sameJson, sameMoment } from '@shared/domain/jsonSame.ts';
import { qualified, quoteIdentifier } from '../db/sql.ts';
import type { NamedTable } from '../scope/policiesStatement.ts';
import type { LiveColumn } from './readShapes.ts';
import { textLiteral } from './sqlText.ts';

const isJson = (base: string): boolean => base === 'json' || base === 'jsonb';

/**
 * The SQL of a captured value, typed as the live column is; null where the recorded form cannot be turned back
 * into such a value. Images are `to_jsonb` of the row (CONTRACT §2.3): numbers with every digit, moments with the
 * offset they were written with, bytea as hex text, arrays as lists, json embedded. A JSON null in a json column
 * that may be NULL reads like NULL and becomes that.
 */
export function valueSql(table: NamedTable, column: LiveColumn, value: JsonText): string | null {
  const kind = jsonKind(value);
  if (isJson(column.base))
    return kind === 'null' && !column.not_null
      ? `NULL::${column.type}`
      : `${textLiteral(value)}::${column.type}`;
  if (kind === 'null') return `NULL::${column.type}`;
  if (column.element !== null && kind === 'array') return arraySql(table, column, value);
  if (column.kind === 'c' && kind === 'object') return populated(table, column, value);
  if (kind === 'object' || kind === 'array') return null;
  return `${textLiteral(kind === 'string' ? jsonString(value) : value)}::${column.type}`;
}

/** SQL that is true exactly while the column holds the captured value; null where that cannot be asked. */
export function guardSql(table: NamedTable, column: LiveColumn, value: JsonText): string | null {
  const name = quoteIdentifier(column.name);
  const isNull = jsonKind(value) === 'null';
  // A json null and NULL look alike in an image.
  if (isJson(column.base))
    return isNull
      ? `coalesce(${name}::jsonb, 'null') = 'null'::jsonb`
      : `${name}::jsonb IS NOT DISTINCT FROM ${textLiteral(value)}::jsonb`;
  if (isNull) return `${name} IS NULL`;
  const typed = valueSql(table, column, value);
  if (typed === null || !column.equality || column.kind === 'c' || column.element?.kind === 'c')
    return `to_jsonb(${name}) IS NOT DISTINCT FROM ${textLiteral(value)}::jsonb`;
  // Equal to citext is not the same text.
  if (column.base === 'citext')
    return `${name}::text IS NOT DISTINCT FROM ${textLiteral(jsonString(value))}::text`;
  return `${name} IS NOT DISTINCT FROM ${typed}`;
}

/** Whether the guard would hold of a live value: moments are compared as such only where the type is one. */
export function sameValue(column: LiveColumn, a: JsonText, b: JsonText): boolean {
  return column.base === 'timestamptz' ? sameMoment(a, b) : sameJson(a, b);
}

function arraySql(table: NamedTable, column: LiveColumn, value: JsonText): string | null {
  const element = column.element;
  // A list within could be a dimension of the array or a value of it.
  if (element === null || isJson(element.name)) return null;
  if (element.kind === 'c') return populated(table, column, value);
  const text = element.category === 'G' ? null : arrayText(value);
  return text === null ? null : `${textLiteral(text)}::${column.type}`;
}

function arrayText(list: JsonText): string | null {
  const items = jsonElements(list).map((item) => {
    switch (jsonKind(item)) {
      case 'array':
        return arrayText(item);
      case 'object':
        return null;
      case 'null':
        return 'NULL';
      case 'string':
        return `"${jsonString(item).replace(/["\\]/g, '\\$&')}"`;
      default:
        return item;
    }
  });
  return items.every((item) => item !== null) ? `{${items.join(',')}}` : null;
}

/** The inverse of `to_jsonb` for types made of others. */
function populated(table: NamedTable, column: LiveColumn, value: JsonText): string {
  const record = writeJson({ [column.name]: new RawJson(value) });
  const type = qualified(table.table_schema, table.table_name);
  return `(jsonb_populate_record(NULL::${type}, ${textLiteral(record)}::jsonb)).${quoteIdentifier(column.name)}`;
}
