import { plural } from '@shared/domain/plural.ts';
import { jsonKind, jsonObject, jsonString } from '@shared/domain/jsonText.ts';
import { readShapes } from '../../reversal/readShapes.ts';
import { tableKey } from '../readPolicies.ts';
import { outsideOf, type Propose } from './common.ts';
import { referencesStatement } from './referencesStatement.ts';

const MOST = 60;

/** Rows elsewhere that reference, by a foreign key of the live schema, a row the scope created; keys of one column. */
export const references: Propose = async (tx, capability, scope) => {
  const created = scope.entries
    .map(({ audit_change }) => audit_change)
    .filter(({ op }) => op.toLowerCase() === 'insert')
    .slice(0, 1_000);
  const shapes = await readShapes(tx, created);
  const candidates = created
    .flatMap((change) => {
      const image = jsonObject(change.data_after);
      const keys = shapes.get(tableKey(change))?.referencing ?? [];
      return keys.flatMap(({ table_schema, table_name, columns, referenced }) => {
        const [column, own] = [columns[0], referenced[0]];
        const value = own === undefined ? undefined : image.get(own);
        if (columns.length !== 1 || column === undefined || value === undefined || value === 'null')
          return [];
        return [{ change, table_schema, table_name, column, value, at: change.captured_at }];
      });
    })
    .slice(0, MOST);
  if (candidates.length === 0) return [];
  const asked = candidates.map(({ table_schema, table_name, column, value, at }) => ({
    ...{ table_schema, table_name, column, value, at },
  }));
  const rows = await tx.rows(referencesStatement(capability, asked, scope.change_ids));
  return rows.flatMap((row) => {
    const candidate = candidates[Number(row['n'])];
    if (candidate === undefined) return [];
    const { change, column, value } = candidate;
    const outside = outsideOf(row);
    const shown = jsonKind(value) === 'string' ? jsonString(value) : value;
    const table = `${candidate.table_schema}.${candidate.table_name}`;
    return [
      {
        weight: 70,
        proposal: {
          kind: 'references_created' as const,
          reason:
            `${plural(outside.changes, 'change')} of ${table} with ${column} ${shown}, the row of ` +
            `${change.table_schema}.${change.table_name} that the scope inserted at ${change.captured_at}`,
          member: { table: [table], value: [`${column}=${shown}`] },
          ...outside,
        },
      },
    ];
  });
};
