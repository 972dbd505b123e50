import { qualified } from '../db/sql.ts';
import { tableKey } from '../scope/readPolicies.ts';
import type { Shapes } from './readShapes.ts';
import type { RowState } from './rowState.ts';
import { commentText, textLiteral } from './sqlText.ts';
import type { Step } from './step.ts';
import { held, keySql } from './stepSql.ts';

/**
 * A question that lists the rows which are not as the draft claims to leave them; to be asked before the ROLLBACK.
 * null when it claims nothing. `place` numbers a step in the script. Pure.
 */
export function claimsSql(
  states: readonly RowState[],
  shapes: Shapes,
  place: (step: Step) => number,
): string | null {
  const claims = states
    .flatMap((state) => (state.last === null ? [] : [{ state, last: state.last, number: place(state.last) }]))
    .sort((a, b) => a.number - b.number);
  const rows = claims.flatMap(({ state: { address, put, present }, last, number }) => {
    const shape = shapes.get(tableKey(address));
    if (shape === undefined) return [];
    const conditions = [...keySql(shape, address.table_pk), ...held(shape, [...put])];
    const table = qualified(shape.table_schema, shape.table_name);
    const found = `(SELECT count(*) FROM ${table} WHERE ${conditions.join(' AND ')})`;
    const row = textLiteral(`${shape.table_schema}.${shape.table_name} ${commentText(address.table_pk)}`);
    return [`  (${number}, '${last.change.id}', ${row}, ${found}, ${present === false ? 0 : 1})`];
  });
  if (rows.length === 0) return null;
  return [
    '-- What the statements above claim together, looked at row by row. Expected: no row.',
    'SELECT * FROM (VALUES',
    rows.join(',\n'),
    ') AS claimed (statement, change_id, "row", found, expected) WHERE found <> expected;',
  ].join('\n');
}
