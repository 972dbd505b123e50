import { z } from 'zod';

/** Names an open connection (or, later, an open bundle). Every question about data carries one. */
export const source = z.string().regex(/^src_[0-9a-f]{16}$/);

export const uuid = z
  .string()
  .regex(/^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/);

/** Where a page begins and which way it goes. Without cursor: the newest page. */
export const pageQuestion = {
  cursor: z.string().max(200).nullable(),
  direction: z.enum(['older', 'newer']),
  limit: z.number().int().min(1).max(1000),
} as const;
