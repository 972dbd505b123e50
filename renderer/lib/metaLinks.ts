import { jsonKind, type JsonText } from '@shared/domain/jsonText.ts';
import { scalarText } from './change.ts';
import { isNested, sortedMembers } from './fieldDiff.ts';

/** One member of a transaction's meta. */
interface MetaLink {
  readonly name: string;
  readonly value: JsonText;
  /** As a person would write it. */
  readonly text: string;
  /** The `meta` filter that finds every transaction with this value; null where the value is not a single one. */
  readonly filter: string | null;
}

/** Pure: the members of a meta object by name; none of what is not an object. */
export function metaLinks(meta: JsonText): readonly MetaLink[] {
  if (jsonKind(meta) !== 'object') return [];
  return sortedMembers(meta).map(([name, value]) => ({
    name,
    value,
    text: scalarText(value),
    filter: isNested(value) ? null : `{${JSON.stringify(name)}:${value}}`,
  }));
}
