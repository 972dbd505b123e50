import type { FindAnswer } from '@shared/domain/find.ts';
import { rawJson, writeJson, type JsonText } from '@shared/domain/jsonText.ts';

/** The document of `find --json`: row keys as the objects they are. */
export function findJson({ hits, ...answer }: FindAnswer): JsonText {
  const { text, spellings, values, meta, action_texts, not_searched } = answer;
  return writeJson({
    text,
    spellings,
    hits: hits.map((hit) => ({ ...hit, where: { ...hit.where, table_pk: rawJson(hit.where.table_pk) } })),
    values,
    meta,
    action_texts,
    not_searched,
  });
}
