import { actorFromJson, formatActor } from '@shared/domain/actor.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { FindHit } from '@shared/domain/find.ts';
import type { ReadTransaction } from '../db/session.ts';
import { transactionOf } from '../timeline/columns.ts';
import { hitIn } from './hits.ts';
import { actionByIdStatement, changeByIdStatement, transactionByStatement } from './idStatements.ts';
import { occurrences } from './occurrences.ts';
import type { Wanted } from './wanted.ts';

/** A uuid as transaction, change or action; a number as txid. Unique indexes only (CONTRACT §1). */
export async function lookUpIds(
  tx: ReadTransaction,
  capability: Capability,
  { uuid, txid }: Wanted,
): Promise<readonly FindHit[]> {
  const hits: (FindHit | null)[] = [];
  if (uuid !== null) {
    hits.push(await transactionHit(tx, capability, 'id', uuid));
    hits.push(await changeHit(tx, capability, uuid));
    if (capability.has_actions) hits.push(await actionHit(tx, capability, uuid));
  }
  if (txid !== null) hits.push(await transactionHit(tx, capability, 'txid', txid));
  return hits.filter((hit) => hit !== null);
}

async function transactionHit(
  tx: ReadTransaction,
  capability: Capability,
  by: 'id' | 'txid',
  value: string,
): Promise<FindHit | null> {
  const [row] = await tx.rows(transactionByStatement(capability, by, value));
  if (row === undefined) return null;
  const { id, txid, occurred_at, actor_ref } = transactionOf(row);
  const actor = actorFromJson(actor_ref);
  const who = actor_ref === null ? 'nobody recorded' : actor === null ? actor_ref : formatActor(actor);
  return hitIn(capability.storage_schema, 'audit_transactions', by, {
    kind: by === 'id' ? 'transaction' : 'txid',
    label: `${by === 'id' ? 'transaction' : `transaction number ${txid}`}, ${who}, ${occurred_at}`,
    ...(await occurrences(tx, capability, { transaction: id })),
    opens: { by: 'transaction', id },
  });
}

async function changeHit(tx: ReadTransaction, capability: Capability, uuid: string): Promise<FindHit | null> {
  const [row] = await tx.rows(changeByIdStatement(capability, uuid));
  if (row === undefined) return null;
  const text = (name: string): string => row[name] ?? '';
  return {
    kind: 'change',
    label: `${text('op').toLowerCase()} of ${text('table_schema')}.${text('table_name')}`,
    where: {
      table_schema: text('table_schema'),
      table_name: text('table_name'),
      column: null,
      table_pk: text('table_pk'),
      rows: 1,
    },
    count: 1,
    capped: false,
    newest: { change_id: uuid, captured_at: text('captured_at') },
    opens: { by: 'change', id: uuid, transaction_id: text('transaction_id') },
  };
}

/** Its changes are those of the transactions linked to it; where links were not recorded, none can be named. */
async function actionHit(tx: ReadTransaction, capability: Capability, uuid: string): Promise<FindHit | null> {
  const [row] = await tx.rows(actionByIdStatement(capability, uuid));
  if (row === undefined) return null;
  return hitIn(capability.storage_schema, 'audit_actions', 'id', {
    kind: 'action',
    label: `action ${row['name'] ?? ''} (${row['status'] ?? ''})`,
    ...(capability.has_action_link
      ? await occurrences(tx, capability, { action: uuid })
      : { count: 0, newest: null }),
    opens: { by: 'action', id: uuid },
  });
}
