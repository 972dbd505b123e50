import { z } from 'zod';
import { jsonMembers, type JsonText } from './jsonText.ts';

/**
 * Which row, as capture writes it: schema and table that received the row, and the JSON text of the whole key
 * object, every value text, printed as PostgreSQL prints jsonb (CONTRACT §2.4).
 */
export const rowAddressSchema = z.strictObject({
  table_schema: z.string(),
  table_name: z.string(),
  table_pk: z.string(),
});
export type RowAddress = Readonly<z.infer<typeof rowAddressSchema>>;

/**
 * How the key columns became known: the capture trigger's arguments, else the live primary key, else the shape
 * of keys already recorded, else `id` is assumed (CONTRACT §2.4).
 */
export const keySourceSchema = z.enum(['trigger', 'primary_key', 'recorded', 'assumed']);
export type KeySource = z.infer<typeof keySourceSchema>;

/** An address that was resolved from what somebody typed. `key_columns` in key order. */
export const resolvedRowSchema = rowAddressSchema.extend({
  key_columns: z.array(z.string()).readonly(),
  key_source: keySourceSchema,
});
export type ResolvedRow = Readonly<z.infer<typeof resolvedRowSchema>>;

/** True for `{}` and for any key with a null in it: capture could not tell which row (CONTRACT §2.4). */
export function isUnresolvedKey(table_pk: JsonText): boolean {
  const members = jsonMembers(table_pk);
  return members.length === 0 || members.some(([, value]) => value === 'null');
}
