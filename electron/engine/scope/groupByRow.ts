import type { AuditChange } from '@shared/domain/audit.ts';
import { isUnresolvedKey } from '@shared/domain/row.ts';
import { keyBefore } from './keyBefore.ts';
import { rowIdentity } from './rowIdentity.ts';

/**
 * Changes in capture order as the rows they are about, each group in that order, groups by their first change. A
 * row is followed over a change of its key where the old key is recorded; changes of unresolved key stay alone.
 */
export function groupByRow(changes: readonly AuditChange[]): readonly (readonly AuditChange[])[] {
  const groups: AuditChange[][] = [];
  const open = new Map<string, AuditChange[]>();
  for (const change of changes) {
    if (isUnresolvedKey(change.table_pk)) {
      groups.push([change]);
      continue;
    }
    const now = rowIdentity(change);
    const key = keyBefore(change);
    const before = key.known ? rowIdentity({ ...change, table_pk: key.table_pk }) : null;
    // Another row that once had this key is not continued by one that has just been given it.
    const group = before === null ? undefined : open.get(before);
    if (before !== null && before !== now) open.delete(before);
    if (group === undefined) {
      const begun = [change];
      groups.push(begun);
      open.set(now, begun);
    } else {
      group.push(change);
      open.set(now, group);
    }
  }
  return groups;
}
