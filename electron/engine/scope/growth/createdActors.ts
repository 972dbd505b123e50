import { plural } from '@shared/domain/plural.ts';
import type { AuditChange } from '@shared/domain/audit.ts';
import { formatActor, identifiedActorTypes } from '@shared/domain/actor.ts';
import { jsonMembers, jsonString } from '@shared/domain/jsonText.ts';
import { isUnresolvedKey } from '@shared/domain/row.ts';
import { outsideOf, type Propose } from './common.ts';
import { createdActorsStatement } from './createdActorsStatement.ts';

const MOST = 200;
const PEOPLE =
  /user|account|member|admin|staff|person|people|customer|employee|login|principal|agent|contact/i;
const MACHINES = /key|token|service|client|credential|robot|bot|app|device|job/i;

/**
 * Actors that the scope brought into being: it inserted a row whose key is the id of an actor first seen after
 * that. Small numbers are keys of many tables, so a number counts only in a table that by its name holds actors.
 */
export const createdActors: Propose = async (tx, capability, scope) => {
  if (!capability.has_actor) return [];
  const candidates = scope.entries
    .map(({ audit_change }) => audit_change)
    .filter(({ op }) => op.toLowerCase() === 'insert')
    .flatMap((change) => {
      const id = singleKey(change);
      return id === null || !tells(change.table_name, id) ? [] : [{ change, id }];
    })
    .slice(0, MOST);
  if (candidates.length === 0) return [];
  const asked = candidates.map(({ change, id }, n) => ({ n, id, at: change.captured_at }));
  const rows = await tx.rows(createdActorsStatement(capability, asked, scope.transaction_ids));
  return rows.flatMap((row) => {
    const candidate = candidates[Number(row['n'])];
    const type = identifiedActorTypes.find((known) => known === row['type']);
    if (candidate === undefined || type === undefined) return [];
    const { change, id } = candidate;
    if (
      !PEOPLE.test(change.table_name) &&
      MACHINES.test(change.table_name) &&
      ['user', 'admin'].includes(type)
    )
      return [];
    const outside = outsideOf(row);
    const actor = formatActor({ type, id });
    return [
      {
        weight: 100,
        proposal: {
          kind: 'actor_created' as const,
          reason:
            `the scope inserted ${change.table_schema}.${change.table_name} ${id} at ${change.captured_at}; ` +
            `${actor} was first seen after that, in ${plural(outside.transactions, 'transaction')} outside the scope`,
          member: { actor: [actor] },
          ...outside,
        },
      },
    ];
  });
};

function singleKey({ table_pk }: AuditChange): string | null {
  const members = jsonMembers(table_pk);
  const [first] = members;
  return isUnresolvedKey(table_pk) || members.length !== 1 || first === undefined
    ? null
    : jsonString(first[1]);
}

function tells(table: string, id: string): boolean {
  return !/^-?\d+$/.test(id) || PEOPLE.test(table) || MACHINES.test(table);
}
