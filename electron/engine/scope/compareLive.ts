import type { DamageEntry } from '@shared/domain/damage.ts';
import type { JsonText } from '@shared/domain/jsonText.ts';
import { sameMoment } from '@shared/domain/jsonSame.ts';

type Compared = Pick<DamageEntry, 'live' | 'live_value'>;

/**
 * What the scope set beside the live row: undefined when that could not be read, null when there is none. `field`
 * null: the scope removed the row. Moments written with different offsets are the same (trap 25).
 */
export function compareLive(
  field: string | null,
  value: JsonText | null,
  row: ReadonlyMap<string, JsonText> | null | undefined,
): Compared {
  if (row === undefined) return { live: 'not_readable', live_value: null };
  if (field === null) return { live: row === null ? 'agrees' : 'differs', live_value: null };
  if (row === null) return { live: 'missing', live_value: null };
  const live = row.get(field);
  if (live === undefined) return { live: 'no_column', live_value: null };
  if (value === null) return { live: 'masked', live_value: null };
  return { live: sameMoment(value, live) ? 'agrees' : 'differs', live_value: live };
}
