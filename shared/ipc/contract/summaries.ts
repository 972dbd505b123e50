import { z } from 'zod';
import { filtersSchema } from '../../domain/filters.ts';
import {
  differentSchema,
  facetKeys,
  facetsSchema,
  histogramKeys,
  histogramSchema,
  overviewSchema,
} from '../../domain/summaries.ts';
import { source } from './parts.ts';

const about = { source, filters: filtersSchema } as const;

/** See contract.ts. */
export const summariesContract = {
  /** What the planner expects, at once; shown as "about N (estimate)" until a count is there. */
  'timeline.estimate': {
    request: z.strictObject(about),
    response: z.strictObject({ estimate: z.number().nonnegative() }),
  },
  /** `coarse`: the shape at once, from a sample where the window is wide; to be asked again without. */
  'summaries.histogram': {
    request: z.strictObject({
      ...about,
      buckets: z.number().int().min(1).max(300),
      by: z.enum(histogramKeys),
      coarse: z.boolean(),
    }),
    response: histogramSchema,
  },
  'summaries.facets': {
    request: z.strictObject({
      ...about,
      of: z.array(z.enum(facetKeys)).min(1).max(facetKeys.length).readonly(),
      cap: z.number().int().min(1).nullable(),
    }),
    response: facetsSchema,
  },
  /** `against` null: everything in the same window that the filters do not select. */
  'summaries.different': {
    request: z.strictObject({
      ...about,
      against: filtersSchema.nullable(),
      max_changes: z.number().int().min(1).max(1_000_000_000).optional(),
    }),
    response: differentSchema,
  },
  'summaries.overview': {
    request: z.strictObject({ source, days: z.number().int().min(1).max(300), integrity: z.boolean() }),
    response: overviewSchema,
  },
} as const;
