import type { Statement } from '../db/session.ts';
import { boundValues } from '../timeline/boundValues.ts';
import type { GivenKey } from './givenKey.ts';
import type { ColumnFacts } from './tableFacts.ts';

/**
 * The key as capture stores it, rendered by PostgreSQL: each value cast to its column's live type, then its JSON
 * text (CONTRACT §2.4). `fits` is false when length or precision of the type would have changed a value, which
 * would be another row's key. A column without facts keeps its text. Reads no table.
 */
export function renderKeyStatement(key: GivenKey, columns: readonly ColumnFacts[]): Statement {
  const { bind, values } = boundValues();
  const members: string[] = [];
  const fits: string[] = [];
  for (const [name, value] of key) {
    const text = bind(value);
    const facts = columns.find((column) => column.name === name);
    if (facts === undefined) members.push(bind(name), text);
    else {
      const exact = `CAST(${text} AS ${facts.exact_type})`;
      members.push(bind(name), `to_jsonb(${exact}) #>> '{}'`);
      fits.push(`CAST(${text} AS ${facts.type}) OPERATOR(${facts.equals}) ${exact}`);
    }
  }
  return {
    text: `SELECT jsonb_build_object(${members.join(', ')})::text AS table_pk, ${fits.join(' AND ') || 'true'} AS fits`,
    values,
  };
}
