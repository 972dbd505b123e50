import { z } from 'zod';
import { beforeAfterSchema } from '../../domain/beforeAfter.ts';
import { damageSchema } from '../../domain/damage.ts';
import { filtersSchema } from '../../domain/filters.ts';
import { growthSchema } from '../../domain/growth.ts';
import { reversalSchema } from '../../domain/reversal.ts';
import { source, uuid } from './parts.ts';

/** See contract.ts. */
export const scopeContract = {
  /** Every row of one transaction before and after, field by field, in capture order. */
  'transactions.beforeAfter': {
    request: z.strictObject({ source, id: uuid, limit: z.number().int().min(1).max(20_000) }),
    response: beforeAfterSchema,
  },
  /** What became of every field the filters' changes set. The summary is about all, `entries` the first `limit`. */
  'scope.damage': {
    request: z.strictObject({
      source,
      filters: filtersSchema,
      max_changes: z.number().int().min(1).max(100_000),
      limit: z.number().int().min(0).max(10_000),
    }),
    response: damageSchema,
  },
  /** New members for a scope, each with its reason, most telling first. */
  'scope.growth': {
    request: z.strictObject({
      source,
      filters: filtersSchema,
      max_changes: z.number().int().min(1).max(20_000),
      limit: z.number().int().min(1).max(200),
    }),
    response: growthSchema,
  },
  /** SQL that would undo a transaction or a selection, as text; never executed. */
  'reversal.draft': {
    request: z.strictObject({
      source,
      of: z.union([z.strictObject({ transaction_id: uuid }), z.strictObject({ filters: filtersSchema })]),
      limit: z.number().int().min(1).max(10_000),
    }),
    response: reversalSchema,
  },
} as const;
