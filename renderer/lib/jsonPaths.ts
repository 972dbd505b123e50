import { compareBytes } from '@shared/domain/diff.ts';
import { jsonElements, jsonKind, jsonObject, type JsonText } from '@shared/domain/jsonText.ts';

/** One place in which two JSON values differ; undefined on the side that has no such place. */
export interface PathDifference {
  /** `limits.single`, `lines[2].sku`; empty for the value as a whole. */
  readonly path: string;
  readonly before: JsonText | undefined;
  readonly after: JsonText | undefined;
}

/** Pure: where two values differ, leaf by leaf, members in byte order; what only one side has stays whole. */
export function pathDifferences(
  before: JsonText | undefined,
  after: JsonText | undefined,
  path = '',
): readonly PathDifference[] {
  if (before === after) return [];
  const kind = before === undefined || after === undefined ? null : jsonKind(after);
  if (before === undefined || after === undefined || kind !== jsonKind(before))
    return [{ path, before, after }];
  if (kind === 'object') {
    const [b, a] = [jsonObject(before), jsonObject(after)];
    return [...new Set([...b.keys(), ...a.keys()])]
      .sort(compareBytes)
      .flatMap((name) => pathDifferences(b.get(name), a.get(name), path === '' ? name : `${path}.${name}`));
  }
  if (kind === 'array') {
    const [b, a] = [jsonElements(before), jsonElements(after)];
    return Array.from({ length: Math.max(b.length, a.length) }, (_, i) => i).flatMap((i) =>
      pathDifferences(b[i], a[i], `${path}[${i}]`),
    );
  }
  return [{ path, before, after }];
}
