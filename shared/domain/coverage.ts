import { z } from 'zod';

/** The three buckets of CONTRACT §7.1 for one schema, names sorted. */
export const schemaCoverageSchema = z.strictObject({
  schema: z.string(),
  covered: z.array(z.string()).readonly(),
  uncovered: z.array(z.string()).readonly(),
  expected_uncovered: z
    .array(z.strictObject({ table: z.string(), source: z.enum(['baseline', 'config']) }))
    .readonly(),
});
export type SchemaCoverage = Readonly<z.infer<typeof schemaCoverageSchema>>;

/** Every schema that holds a table, sorted by name. */
export const coverageSchema = z.strictObject({
  read_at: z.string(),
  schemas: z.array(schemaCoverageSchema).readonly(),
});
export type Coverage = Readonly<z.infer<typeof coverageSchema>>;
