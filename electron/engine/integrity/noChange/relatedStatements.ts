import type { Capability } from '@shared/domain/capability.ts';
import type { NoChange } from '@shared/domain/noChange.ts';
import { plural } from '@shared/domain/plural.ts';
import type { RelatedRows, Relation } from '@shared/domain/relatedRows.ts';
import type { ReadTransaction } from '../../db/session.ts';
import type { Trail } from '../surroundings.ts';
import type { Refusal, Window } from './refusals.ts';
import { refusedStatement, stateRow } from './stateRow.ts';

const MOST = 50;

/**
 * A statement for each of at most 50 rows reached, in the order of the relations; a refused one without a row for
 * what could not be looked into: a table that may not be read, rows without a key. Nothing is left out as if it
 * were not there.
 */
export async function relatedStatements(
  tx: ReadTransaction,
  capability: Capability,
  { relations, truncated, searched }: RelatedRows,
  window: Window,
  trail: Trail,
): Promise<{
  readonly related: NonNullable<NoChange['related']>;
  readonly related_truncated: boolean;
}> {
  const related: NonNullable<NoChange['related']>[number][] = [];
  let left = MOST;
  for (const relation of relations) {
    const refusals = untold(relation);
    if (refusals.length > 0)
      related.push({ ...refusedStatement(null, window, refusals), relation: relation.constraint });
    const rows = relation.rows.flatMap(({ table_schema, table_name, table_pk }) =>
      table_pk === null ? [] : [{ table_schema, table_name, table_pk }],
    );
    for (const row of rows.slice(0, Math.max(left, 0)))
      related.push({
        ...(await stateRow(tx, capability, row, window, trail)),
        relation: relation.constraint,
      });
    left -= rows.length;
  }
  const isCut = truncated || searched !== null || relations.some((relation) => relation.truncated);
  return { related, related_truncated: isCut || left < 0 };
}

function untold({ table_schema, table_name, live, message, rows }: Relation): readonly Refusal[] {
  const table = `${table_schema}.${table_name}`;
  const keyless = rows.filter(({ table_pk }) => table_pk === null).length;
  return [
    ...(live
      ? []
      : [{ code: 'live_unreadable' as const, reason: `${table}: ${message ?? 'not looked into'}` }]),
    ...(keyless === 0
      ? []
      : [
          {
            code: 'unresolved_keys' as const,
            reason: `${plural(keyless, 'related row')} of ${table} ${keyless === 1 ? 'has' : 'have'} no key to tell changes by`,
          },
        ]),
  ];
}
