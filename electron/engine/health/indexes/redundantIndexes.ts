import type { AuditIndex } from './auditIndex.ts';

/**
 * B-trees whose columns another valid B-tree of the same table begins with, in the same directions: every
 * statement the first serves, the second serves too. Those that back a constraint, belong to a parent's index or
 * are unique for themselves are none. Of two equal ones the later by name goes. Pure.
 */
export function redundantIndexes(
  indexes: readonly AuditIndex[],
): readonly { readonly index: AuditIndex; readonly coveredBy: string }[] {
  return indexes.flatMap((index) => {
    if (!plain(index) || index.constraint || index.unique || index.attached || index.parent) return [];
    const other = indexes.find((candidate) => covers(candidate, index));
    return other === undefined ? [] : [{ index, coveredBy: other.name }];
  });
}

function covers(other: AuditIndex, index: AuditIndex): boolean {
  if (other.name === index.name || other.schema !== index.schema || other.table !== index.table) return false;
  if (!plain(other)) return false;
  const begins =
    index.columns.every((column, place) => other.columns[place] === column) &&
    index.options.split(' ').every((option, place) => other.options.split(' ')[place] === option);
  const equal = other.columns.length === index.columns.length;
  return begins && (!equal || other.constraint || other.unique || other.name < index.name);
}

function plain({ method, valid, partial }: AuditIndex): boolean {
  return method === 'btree' && valid && !partial;
}
