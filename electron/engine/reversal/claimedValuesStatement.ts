import { jsonMembers, type JsonText } from '@shared/domain/jsonText.ts';
import { qualified, quoteIdentifier } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import type { TableShape, UniqueIndex } from './readShapes.ts';
import { textLiteral } from './sqlText.ts';

/** A row as a step leaves it: SQL of each of the index's columns, in their order. */
export interface ClaimedRow {
  readonly values: readonly string[];
}

/**
 * Which rows of the live table have what these rows shall have, of one unique index. One row an asked row and
 * holder: `n` its number from 1 on, `g` the same for rows that would collide with one another, `pk` the holder's
 * key (of the columns of `key`), null where there is none. Values come as the literals of the draft itself, typed
 * as the columns are. The index asked about serves it, a few probes a row.
 */
export function claimedValuesStatement(
  shape: TableShape,
  index: UniqueIndex,
  key: JsonText,
  rows: readonly ClaimedRow[],
): Statement {
  const table = qualified(shape.table_schema, shape.table_name);
  const columns = index.columns.map(quoteIdentifier).join(', ');
  const terms = index.terms.map((term, i) => `${term} AS e${i}`).join(', ');
  const about = index.predicate === null ? '' : ` WHERE ${index.predicate}`;
  const names = index.terms.map((_, i) => `e${i}`);
  const equal = index.nulls_equal ? 'IS NOT DISTINCT FROM' : '=';
  const pairs = names.map((name) => `o.${name} ${equal} m.${name}`).join(' AND ');
  const pk = jsonMembers(key)
    .map(([name]) => `${textLiteral(name)}, to_jsonb(x.*) ->> ${textLiteral(name)}`)
    .join(', ');
  const list = rows.map(({ values }, i) => `(${i + 1}, ${values.join(', ')})`).join(',\n  ');
  const present = index.nulls_equal
    ? ''
    : ` WHERE ${names.map((name) => `m.${name} IS NOT NULL`).join(' AND ')}`;
  return {
    text: `
WITH asked AS (
  SELECT n, ${terms} FROM (VALUES ${list}) AS row (n, ${columns})${about}
), mine AS MATERIALIZED (
  SELECT m.*, dense_rank() OVER (ORDER BY ${names.map((name) => `m.${name}`).join(', ')}) AS g FROM asked m${present}
)
SELECT m.n, m.g, o.pk
  FROM mine m
  LEFT JOIN (SELECT ${terms}, jsonb_build_object(${pk})::text AS pk FROM ${table} AS x${about}) o ON ${pairs}
 ORDER BY m.n, o.pk`,
    values: [],
  };
}
