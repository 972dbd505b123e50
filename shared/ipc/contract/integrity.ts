import { z } from 'zod';
import { filtersSchema } from '../../domain/filters.ts';
import { integrityMarkSchema, integrityProgressSchema, integritySchema } from '../../domain/integrity.ts';
import { noChangeSchema } from '../../domain/noChange.ts';
import { source, uuid } from './parts.ts';

/** See contract.ts. */
export const integrityContract = {
  'integrity.run': {
    request: z.strictObject({ source, filters: filtersSchema }),
    response: integritySchema,
    progress: integrityProgressSchema,
  },
  /** Which of the changes of a list have a finding; those without are left out. */
  'integrity.marks': {
    request: z.strictObject({ source, change_ids: z.array(uuid).max(1000).readonly() }),
    response: z.array(integrityMarkSchema).readonly(),
  },
  'integrity.noChange': {
    request: z.strictObject({
      source,
      table: z.string().max(256),
      pk: z.string().max(8192),
      from: z.string().max(64),
      to: z.string().max(64),
      related: z.boolean(),
    }),
    response: noChangeSchema,
  },
} as const;
