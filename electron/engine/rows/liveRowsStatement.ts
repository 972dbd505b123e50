import { qualified, quoteIdentifier } from '../db/sql.ts';
import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import type { ColumnFacts } from './tableFacts.ts';

/**
 * The live row of each key: columns `n` (its place in `pks`, from 1) and `live` (`to_jsonb`, NULL when there is
 * none; `r.*`, because a column may be called r). Every `pks` element is a key object with exactly the columns of `key`. One probe a key of the table's
 * own primary key or unique index, whose operators compare the columns with values cast to their types. Where
 * several spellings are equal to the type (citext, collations), only the one asked for counts.
 */
export function liveRowsStatement(
  schema: string,
  name: string,
  key: readonly ColumnFacts[],
  pks: readonly string[],
): Statement {
  const { bind, values } = boundValues();
  const list = bind(`[${pks.join(',')}]`, 'jsonb');
  const conditions = key.flatMap((column) => {
    const given = `(k.pk ->> ${bind(column.name)})`;
    const live = `r.${quoteIdentifier(column.name)}`;
    const equal = `${live} OPERATOR(${column.equals}) CAST(${given} AS ${column.exact_type})`;
    return SPELLED.test(column.type) ? [equal, `${live}::pg_catalog.text = ${given} COLLATE "C"`] : [equal];
  });
  return {
    text: [
      `SELECT k.n::text AS n, (SELECT to_jsonb(r.*)::text FROM ${qualified(schema, name)} r`,
      `WHERE ${conditions.join(' AND ')} LIMIT 1) AS live`,
      `FROM jsonb_array_elements(${list}) WITH ORDINALITY AS k(pk, n)`,
    ].join(' '),
    values,
  };
}

/** Types whose equality can be laxer than that of their text. char(n) is not: its padding is part of the key. */
const SPELLED = /^(?:text|character varying|(?:.*\.)?citext)$/;
