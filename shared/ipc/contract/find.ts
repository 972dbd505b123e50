import { z } from 'zod';
import { findAnswerSchema, findProgressSchema } from '../../domain/find.ts';
import { source } from './parts.ts';

/** See contract.ts. */
export const findContract = {
  /** What a pasted text can be. `deep`: recorded values are searched to the oldest change. */
  'find.lookup': {
    request: z.strictObject({ source, text: z.string().max(10_000), deep: z.boolean() }),
    response: findAnswerSchema,
    progress: findProgressSchema,
  },
} as const;
