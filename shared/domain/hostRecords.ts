import { z } from 'zod';

/**
 * What the host application keeps beside the trail (CONTRACT §1.5), as stored: jsonb is text, filters stay the
 * raw map of CONTRACT §4.8. A missing table is "not installed", never "empty" (CONTRACT §0).
 */
export const savedViewSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  actor_ref: z.string(),
  filters: z.string(),
  inserted_at: z.string(),
  updated_at: z.string(),
});

export const exportJobSchema = z.strictObject({
  id: z.string(),
  status: z.string(),
  query_params: z.string(),
  actor_ref: z.string().nullable(),
  file_path: z.string().nullable(),
  error_message: z.string().nullable(),
  started_at: z.string().nullable(),
  completed_at: z.string().nullable(),
  expires_at: z.string().nullable(),
  inserted_at: z.string(),
  updated_at: z.string(),
  /** Past `expires_at` by the server's clock: the file may be gone. */
  expired: z.boolean(),
  /** Still pending or running a day after it was last touched: upstream would call it abandoned (CONTRACT §5.8). */
  stale: z.boolean(),
});

export const retentionRunSchema = z.strictObject({
  id: z.string(),
  status: z.string(),
  /** Changes and transactions together. */
  deleted_count: z.string().nullable(),
  duration_ms: z.string().nullable(),
  error_message: z.string().nullable(),
  started_at: z.string().nullable(),
  completed_at: z.string().nullable(),
  inserted_at: z.string(),
  updated_at: z.string(),
  /** Still running a day after it began: most likely dead (CONTRACT §6.5, §12 trap 38). */
  stale: z.boolean(),
});

const listed = <T extends z.ZodType>(record: T) =>
  z.discriminatedUnion('installed', [
    z.strictObject({ installed: z.literal(false) }),
    /** Newest first; `more` says that older ones were not listed. */
    z.strictObject({ installed: z.literal(true), records: z.array(record).readonly(), more: z.boolean() }),
  ]);

export const savedViewsSchema = listed(savedViewSchema);
export const exportJobsSchema = listed(exportJobSchema);
export const retentionRunsSchema = listed(retentionRunSchema);
export type SavedViews = Readonly<z.infer<typeof savedViewsSchema>>;
export type ExportJobs = Readonly<z.infer<typeof exportJobsSchema>>;
export type RetentionRuns = Readonly<z.infer<typeof retentionRunsSchema>>;
