import { z } from 'zod';
import { keptViewSchema, viewDraftSchema } from '../../domain/keptView.ts';

/** See contract.ts. Questions kept under a name, on this machine. */
export const viewsContract = {
  /** By name. */
  'views.list': {
    request: z.strictObject({}),
    response: z.strictObject({
      views: z.array(keptViewSchema).readonly(),
      damaged_kept_at: z.string().nullable(),
    }),
  },
  'views.save': { request: viewDraftSchema, response: keptViewSchema },
  'views.remove': {
    request: z.strictObject({ id: z.string().max(64) }),
    response: z.strictObject({ done: z.literal(true) }),
  },
} as const;
