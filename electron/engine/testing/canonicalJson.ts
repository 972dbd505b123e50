import { compareBytes } from '@shared/domain/diff.ts';
import { jsonElements, jsonKind, jsonMembers, jsonString, type JsonText } from '@shared/domain/jsonText.ts';

/**
 * One spelling for all JSON that means the same: keys in byte order, no white space, integers digit by digit,
 * other numbers at double precision, because upstream has passed them through a double (CONTRACT §5.2).
 */
export function canonicalJson(text: JsonText): JsonText {
  switch (jsonKind(text)) {
    case 'object': {
      const members = [...jsonMembers(text)].sort(([a], [b]) => compareBytes(a, b));
      return `{${members.map(([key, value]) => `${JSON.stringify(key)}:${canonicalJson(value)}`).join(',')}}`;
    }
    case 'array':
      return `[${jsonElements(text).map(canonicalJson).join(',')}]`;
    case 'string':
      return JSON.stringify(jsonString(text));
    case 'number':
      return /^-?\d+$/.test(text.trim()) ? text.trim() : String(Number(text));
    case 'boolean':
    case 'null':
      return text.trim();
  }
}
