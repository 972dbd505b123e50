import type { Capability } from '@shared/domain/capability.ts';
import type { Setter } from '@shared/domain/damage.ts';
import { isUnresolvedKey } from '@shared/domain/row.ts';
import type { ReadTransaction } from '../db/session.ts';
import { laterStatement, type SetFields } from './laterStatement.ts';

export interface Later {
  /** Later changes that touched the field. */
  readonly changes: number;
  /** True when the newest of them deleted the row. */
  readonly gone: boolean;
  /** That deletion, else the earliest of them. */
  readonly by: Setter;
}

const CHUNK = 2_000;

/** Where the later changes of a field of a change are found; `field` null is the row as such. */
export function laterKey(changeId: string, field: string | null): string {
  return JSON.stringify([changeId, field]);
}

/**
 * Later captured changes by change and field (laterKey); no entry where there is none. Rows of unresolved key are
 * left out, because nothing can be attributed to them. Changes in `ignored` do not count.
 */
export async function readLater(
  tx: ReadTransaction,
  capability: Capability,
  set: readonly SetFields[],
  ignored: readonly string[],
): Promise<ReadonlyMap<string, Later>> {
  const asked = set.filter(
    ({ table_pk, fields }) => !isUnresolvedKey(table_pk) && (fields === null || fields.length > 0),
  );
  const found = new Map<string, Later>();
  for (let at = 0; at < asked.length; at += CHUNK) {
    const chunk = asked.slice(at, at + CHUNK);
    for (const row of await tx.rows(laterStatement(capability, chunk, ignored))) {
      found.set(laterKey(row['of'] ?? '', row['field'] ?? null), {
        changes: Number(row['later']),
        gone: row['last_op'] === 'delete',
        by: {
          change_id: row['first_id'] ?? '',
          op: row['first_op'] ?? '',
          captured_at: row['first_at'] ?? '',
          transaction_id: row['first_transaction'] ?? '',
          actor_ref: row['first_actor'] ?? null,
        },
      });
    }
  }
  return found;
}
