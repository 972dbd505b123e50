import { RawJson, rawJson, writeJson, type JsonText } from '@shared/domain/jsonText.ts';
import type { Facets, Overview } from '@shared/domain/summaries.ts';

/** The document of `facets --json`: each asked facet under its own name. */
export function facetsJson({ facets, counted, capped }: Facets): JsonText {
  const available = facets.filter((facet) => facet.available);
  return writeJson({
    ...Object.fromEntries(available.map(({ facet, values }) => [facet, values])),
    others: Object.fromEntries(available.map(({ facet, others }) => [facet, others])),
    unavailable: facets.filter((facet) => !facet.available).map(({ facet }) => facet),
    counted,
    capped,
  });
}

/** The document of `overview --json`: 64-bit numbers exact, stored JSON verbatim. */
export function overviewJson({ retention, newest, ...rest }: Overview): JsonText {
  const { last_run } = retention;
  return writeJson({
    ...rest,
    retention: {
      ...retention,
      last_run: last_run === null ? null : { ...last_run, deleted_count: rawJson(last_run.deleted_count) },
    },
    newest: newest.map((transaction) => ({
      ...transaction,
      txid: new RawJson(transaction.txid),
      actor_ref: rawJson(transaction.actor_ref),
    })),
  });
}
