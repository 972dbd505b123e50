import type { FieldChange } from './diff.ts';
import type { JsonText } from './jsonText.ts';

/** The placeholder capture writes when no other is configured (CONTRACT §2.7). */
export const REDACTED: JsonText = '"[REDACTED]"';

/** The same placeholder on both sides of a field listed as changed can only be a mask (trap 16). */
export function isMasked(field: FieldChange): boolean {
  if (field.kind === 'set') return field.after === REDACTED;
  if (field.before !== undefined) return field.before === field.after;
  return field.after === REDACTED;
}
