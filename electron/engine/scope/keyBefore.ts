import type { AuditChange } from '@shared/domain/audit.ts';
import {
  jsonKind,
  jsonMembers,
  jsonObject,
  jsonString,
  writeJson,
  type JsonText,
} from '@shared/domain/jsonText.ts';
import { isUnresolvedKey } from '@shared/domain/row.ts';

export type KeyBefore =
  | { readonly known: true; readonly table_pk: JsonText; readonly changed: boolean }
  | { readonly known: false; readonly reason: 'unresolved_key' | 'key_changed' };

/**
 * The key a row had before a change. An update of the key is stored once, under the new one, and nothing under
 * the old (CONTRACT §2.3, trap 17): the old one is known only where prior values are stored.
 */
export function keyBefore(change: AuditChange): KeyBefore {
  if (isUnresolvedKey(change.table_pk)) return { known: false, reason: 'unresolved_key' };
  const moved = keyColumnsChanged(change);
  if (moved.length === 0) return { known: true, table_pk: change.table_pk, changed: false };
  const prior = jsonObject(change.changed_from);
  const members = jsonMembers(change.table_pk).map(([name, value]) => {
    if (!moved.includes(name)) return [name, jsonString(value)] as const;
    const before = prior.get(name);
    return [name, before === undefined ? null : keyText(before)] as const;
  });
  if (members.some(([, value]) => value === null)) return { known: false, reason: 'key_changed' };
  return { known: true, table_pk: writeJson(Object.fromEntries(members)), changed: true };
}

/** Key columns that an update names as changed; in the order of the key. */
export function keyColumnsChanged({ op, table_pk, changed_fields }: AuditChange): readonly string[] {
  if (op.toLowerCase() !== 'update' || changed_fields === null) return [];
  return jsonMembers(table_pk).flatMap(([name]) => (changed_fields.includes(name) ? [name] : []));
}

/** The text form capture gives a key value: the value's JSON text. */
function keyText(value: JsonText): string | null {
  if (jsonKind(value) === 'null') return null;
  return jsonKind(value) === 'string' ? jsonString(value) : value;
}
