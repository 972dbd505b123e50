import type { Capability } from '@shared/domain/capability.ts';
import type { FindHit } from '@shared/domain/find.ts';
import type { Conditions } from '@shared/domain/filters.ts';
import type { ReadTransaction } from '../db/session.ts';
import { hasLinkedActions } from '../timeline/source.ts';
import { byFilters, hitIn } from './hits.ts';
import { actionIdsStatement } from './idStatements.ts';
import { occurrences } from './occurrences.ts';
import type { Wanted } from './wanted.ts';

const COLUMNS = [
  { column: 'correlation_id', kind: 'correlation' },
  { column: 'request_id', kind: 'request' },
  { column: 'job_id', kind: 'job' },
] as const;

/**
 * The text as correlation, request or job id of actions, with the changes linked to these (CONTRACT §3). Where
 * links were not recorded no list of changes can be asked for: the hit opens the newest of the actions.
 */
export async function lookUpActionIds(
  tx: ReadTransaction,
  capability: Capability,
  { texts }: Wanted,
): Promise<readonly FindHit[]> {
  const hits: FindHit[] = [];
  for (const text of texts) hits.push(...(await bearing(tx, capability, text)));
  return hits;
}

async function bearing(
  tx: ReadTransaction,
  capability: Capability,
  text: string,
): Promise<readonly FindHit[]> {
  const [row] = await tx.rows(actionIdsStatement(capability, text));
  const hits: FindHit[] = [];
  for (const { column, kind } of COLUMNS) {
    const actions = Number(row?.[column] ?? 0);
    if (actions === 0) continue;
    const filters: Conditions = { [column]: [text] };
    const linked = hasLinkedActions(capability);
    hits.push(
      hitIn(capability.storage_schema, 'audit_actions', column, {
        kind,
        label: `${kind} id of ${actions} action${actions === 1 ? '' : 's'}`,
        ...(linked ? await occurrences(tx, capability, { filters }) : { count: 0, newest: null }),
        opens: linked ? byFilters(filters) : { by: 'action', id: row?.[`${column}_action`] ?? '' },
      }),
    );
  }
  return hits;
}
