import { z } from 'zod';
import { filtersSchema } from './filters.ts';

/** Why something is proposed as a new member of a scope. */
export const growthKinds = [
  /** An actor never seen before the scope created a row that carries its id. */
  'actor_created',
  /** A row the scope created, changed later outside it. */
  'created_row',
  /** Rows that reference, by a foreign key of the live schema, a row the scope created. */
  'references_created',
  'correlation',
  'request',
  'job',
  /** The same value in the meta of other transactions. */
  'meta',
  /** Who next changed rows that the scope set. */
  'next_touched',
] as const;

const count = z.number().int().nonnegative();

export const growthProposalSchema = z.strictObject({
  kind: z.enum(growthKinds),
  /** Plain words, with the evidence. */
  reason: z.string(),
  /** To be added to `any` of the scope as it stands. */
  member: filtersSchema.omit({ any: true }),
  /** What the member would add outside the scope, each where it was counted. */
  transactions: count.nullable(),
  changes: count.nullable(),
  /** Of what lies outside the scope. */
  first_at: z.string().nullable(),
  last_at: z.string().nullable(),
});
export type GrowthProposal = Readonly<z.infer<typeof growthProposalSchema>>;

export const growthSchema = z.strictObject({
  /** Changes of the scope that were looked at, the newest. */
  changes: count,
  truncated: z.boolean(),
  /** Most telling first. */
  proposals: z.array(growthProposalSchema).readonly(),
  /** True when there are more proposals than asked for. */
  has_more: z.boolean(),
});
export type Growth = Readonly<z.infer<typeof growthSchema>>;
