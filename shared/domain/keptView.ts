import { z } from 'zod';
import { filtersSchema } from './filters.ts';

/** How a timeline is put together; by transaction where a view does not say. */
export const groupings = ['transaction', 'burst', 'none'] as const;

/**
 * A question under a name, kept in the home of this application on this machine. The host's own saved views are
 * another thing (savedView.ts): they are read, never written.
 */
export const keptViewSchema = z.strictObject({
  id: z.string().max(64),
  name: z.string().min(1).max(120),
  filters: filtersSchema,
  group: z.enum(groupings),
  created_at: z.string(),
  changed_at: z.string(),
});
export type KeptView = Readonly<z.infer<typeof keptViewSchema>>;

/** What is to be kept: `id` null for a new one; an id that is not there (any more) comes back under it. */
export const viewDraftSchema = keptViewSchema
  .pick({ name: true, filters: true, group: true })
  .extend({ id: z.string().max(64).nullable() });
export type ViewDraft = Readonly<z.infer<typeof viewDraftSchema>>;
