import { z } from 'zod';

/** How long the host keeps audit rows (CONTRACT §6.1). */
export interface RetentionConfig {
  readonly enabled: boolean;
  /** Rows older than this are expired; days count 86,400 seconds. */
  readonly max_age_seconds: number;
  readonly delete_empty_transactions: boolean;
}

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
const positive = z.number().int().positive();

/** Valid even when not enabled, as upstream: a policy that is switched on later should not surprise. */
export const retentionSchema = z
  .strictObject({
    enabled: flag.default(false),
    keep_days: positive.optional(),
    max_age_seconds: positive.optional(),
    delete_empty_transactions: flag.default(true),
    interval_ms: positive.optional(),
    sleep_ms: z.number().int().nonnegative().optional(),
  })
  .refine((given) => given.keep_days === undefined || given.max_age_seconds === undefined, {
    message: 'use only one of keep_days and max_age_seconds',
  })
  .refine((given) => given.keep_days !== undefined || given.max_age_seconds !== undefined, {
    message: 'set exactly one of keep_days and max_age_seconds',
  })
  .transform((given): RetentionConfig => ({
    enabled: given.enabled,
    max_age_seconds: given.max_age_seconds ?? (given.keep_days ?? 0) * 86_400,
    delete_empty_transactions: given.delete_empty_transactions,
  }));
