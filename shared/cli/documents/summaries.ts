import { z } from 'zod';
import {
  differentSchema,
  facetKeys,
  histogramSchema,
  newestTransactionSchema,
  overviewSchema,
  retentionOutlookSchema,
  type FacetKey,
} from '../../domain/summaries.ts';
import { exactInteger, storedJson } from './parts.ts';

const count = z.number().int().nonnegative();
const facetValues = z
  .array(z.strictObject({ value: z.string().nullable(), count }))
  .optional()
  .describe('most frequent first, at most 100; value null: none was recorded');
const others = z.strictObject({ values: count, count }).optional();
const eachFacet = <T extends z.ZodType>(schema: T): Record<FacetKey, T> =>
  Object.fromEntries(facetKeys.map((key) => [key, schema])) as Record<FacetKey, T>;

/** What was asked with `--of`, under its own name. */
const facetsDocument = z.strictObject({
  ...eachFacet(facetValues),
  others: z.strictObject(eachFacet(others)).describe('what the lists leave out'),
  unavailable: z.array(z.enum(facetKeys)).describe('asked for, but this database does not record it'),
  counted: count.describe('changes looked at'),
  capped: z.boolean().describe('true: counting stopped at --cap, with the newest'),
});

const run = retentionOutlookSchema.shape.last_run.unwrap().extend({ deleted_count: exactInteger.nullable() });

/** See documents.ts. */
export const summariesDocuments = {
  overview: overviewSchema.extend({
    retention: retentionOutlookSchema.extend({ last_run: run.nullable() }),
    newest: z.array(newestTransactionSchema.extend({ txid: exactInteger, actor_ref: storedJson })),
  }),
  histogram: histogramSchema,
  facets: facetsDocument,
  different: differentSchema,
} as const;
