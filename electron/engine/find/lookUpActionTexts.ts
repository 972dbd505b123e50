import type { Capability } from '@shared/domain/capability.ts';
import type { FindHit } from '@shared/domain/find.ts';
import { plural } from '@shared/domain/plural.ts';
import type { ReadTransaction, TextRow } from '../db/session.ts';
import { hasLinkedActions } from '../timeline/source.ts';
import { actionNamesStatement } from './idStatements.ts';
import { byFilters, hitIn } from './hits.ts';
import { occurrences } from './occurrences.ts';
import type { Wanted } from './wanted.ts';

/** The text as name of actions, with the changes linked to these; without links the newest action opens. */
export async function lookUpActionNames(
  tx: ReadTransaction,
  capability: Capability,
  { texts }: Wanted,
): Promise<readonly FindHit[]> {
  const [row] = await tx.rows(actionNamesStatement(capability, texts));
  const actions = Number(row?.['count'] ?? 0);
  if (actions === 0) return [];
  const linked = hasLinkedActions(capability);
  const filters = { action_name: texts };
  return [
    hitIn(capability.storage_schema, 'audit_actions', 'name', {
      kind: 'action_name',
      label: `name of ${plural(actions, 'action')}`,
      ...(linked ? await occurrences(tx, capability, { filters }) : { count: 0, newest: null }),
      opens: linked ? byFilters(filters) : { by: 'action', id: row?.['id'] ?? '' },
    }),
  ];
}

/**
 * One hit a column of the rows that the chunks of actionTextsStatement found, newest first: it opens the newest
 * action, whose changes it counts, because no filter knows these columns.
 */
export async function actionTextHits(
  tx: ReadTransaction,
  capability: Capability,
  found: readonly TextRow[],
): Promise<readonly FindHit[]> {
  const hits: FindHit[] = [];
  for (const column of new Set(found.map(({ place }) => place ?? ''))) {
    const rows = found.filter(({ place }) => place === column);
    const actions = rows.reduce((sum, row) => sum + Number(row['count']), 0);
    const id = rows[0]?.['id'] ?? '';
    const linked = hasLinkedActions(capability);
    hits.push(
      hitIn(capability.storage_schema, 'audit_actions', column, {
        kind: 'action_text',
        label: `${column} of ${plural(actions, 'action')}${actions > 1 ? ', the newest opens' : ''}`,
        ...(linked ? await occurrences(tx, capability, { action: id }) : { count: 0, newest: null }),
        opens: { by: 'action', id },
      }),
    );
  }
  return hits;
}
