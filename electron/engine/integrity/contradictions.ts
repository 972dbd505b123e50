import type { ColumnContradiction } from '@shared/domain/integrity.ts';
import { jsonElements, jsonString } from '@shared/domain/jsonText.ts';

/** Reads JSON [[kind, name, before, after]…] as a statement builds it; the values are JSON within text. */
export function contradictionsOf(json: string | null | undefined): readonly ColumnContradiction[] {
  return jsonElements(json ?? '[]').map((cells) => {
    const [kind = '', name = '', before = 'null', after = 'null'] = jsonElements(cells).map(jsonString);
    return { kind: kind as ColumnContradiction['kind'], name, before, after };
  });
}
