import { jsonKind, jsonMembers, jsonString, type JsonText } from '@shared/domain/jsonText.ts';

/** `id=42`, `a=1 b=x`, or a remark where capture could not resolve the key (CONTRACT §2.4). */
export function rowKeyText(key: JsonText): string {
  const members = jsonMembers(key);
  if (members.length === 0 || members.some(([, value]) => value === 'null')) return '(unresolved key)';
  return members.map(([name, value]) => `${name}=${plain(value)}`).join(' ');
}

function plain(value: JsonText): string {
  return jsonKind(value) === 'string' ? jsonString(value) : value;
}
