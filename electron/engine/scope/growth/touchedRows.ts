import { plural } from '@shared/domain/plural.ts';
import type { AuditChange } from '@shared/domain/audit.ts';
import { actorFromJson, formatActor } from '@shared/domain/actor.ts';
import { readLater, laterKey, type Later } from '../readLater.ts';
import { rowIdentity } from '../rowIdentity.ts';
import { type Propose, type Ranked } from './common.ts';

/** Created rows proposed one by one. */
const MOST_ROWS = 20;

interface Touched {
  readonly change: AuditChange;
  readonly created: boolean;
  readonly later: Later;
}

/**
 * Rows of the scope that others changed next: those it created one by one, the rest by who did it in which table.
 */
export const touchedRows: Propose = async (tx, capability, scope) => {
  const rows = new Map<string, { change: AuditChange; created: boolean }>();
  for (const { audit_change: change } of scope.entries) {
    const id = rowIdentity(change);
    const created = change.op.toLowerCase() === 'insert' || rows.get(id)?.created === true;
    rows.set(id, { change, created });
  }
  const set = [...rows.values()].map(({ change }) => ({ ...change, fields: null }));
  const later = await readLater(tx, capability, set, scope.change_ids);
  const touched = [...rows.values()].flatMap(({ change, created }) => {
    const found = later.get(laterKey(change.id, null));
    return found === undefined ? [] : [{ change, created, later: found }];
  });
  return [...createdRows(touched), ...nextTouched(touched)];
};

function createdRows(touched: readonly Touched[]): readonly Ranked[] {
  return touched
    .filter(({ created }) => created)
    .sort((a, b) => b.later.changes - a.later.changes)
    .slice(0, MOST_ROWS)
    .map(({ change, later: { changes, by, gone } }) => {
      const table = `${change.table_schema}.${change.table_name}`;
      return {
        weight: 90,
        proposal: {
          kind: 'created_row' as const,
          reason:
            `the scope inserted ${table} ${change.table_pk}; ${plural(changes, 'change')} of it outside the scope, ` +
            `${gone ? 'the last deleted it' : 'the next'}, by ${whoText(by.actor_ref)} at ${by.captured_at}`,
          member: { table: [table], pk: [change.table_pk] },
          transactions: null,
          changes,
          first_at: gone ? null : by.captured_at,
          last_at: gone ? by.captured_at : null,
        },
      };
    });
}

function nextTouched(touched: readonly Touched[]): readonly Ranked[] {
  const groups = new Map<string, Touched[]>();
  for (const each of touched.filter(({ created }) => !created)) {
    const { table_schema, table_name } = each.change;
    const key = JSON.stringify([table_schema, table_name, each.later.by.actor_ref]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const ref = first.later.by.actor_ref;
    const actor = actorFromJson(ref);
    if (ref !== null && actor === null) return [];
    const table = `${first.change.table_schema}.${first.change.table_name}`;
    const times = group.map(({ later }) => later.by.captured_at).sort();
    const [from = '', to = ''] = [times[0], times.at(-1)];
    const changes = group.length;
    return [
      {
        weight: 50 + Math.min(changes, 100) / 50,
        proposal: {
          kind: 'next_touched' as const,
          reason:
            `${plural(changes, 'row')} of ${table} that the scope changed ` +
            `${changes === 1 ? 'was' : 'were'} next changed by ${whoText(ref)}`,
          member: {
            table: [table],
            ...(actor === null ? { no_actor: true } : { actor: [formatActor(actor)] }),
            from,
            to,
          },
          transactions: new Set(group.map(({ later }) => later.by.transaction_id)).size,
          changes,
          first_at: from,
          last_at: to,
        },
      },
    ];
  });
}

function whoText(ref: string | null): string {
  const actor = actorFromJson(ref);
  return ref === null ? 'an actor nobody recorded' : actor === null ? ref : formatActor(actor);
}
