import { splitValue } from '@shared/domain/filters.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { Bind } from './boundValues.ts';

/**
 * `COLUMN=V`: the change recorded this value of the column, after the write or, where prior values are kept,
 * before it. Containment compares JSON numbers by value and every digit (`12.5` finds `12.50`), text exactly; a
 * V that reads as a number, boolean or null is looked for as that and as text. A GIN index on the images serves.
 */
export function recordedValue(
  filter: string,
  bind: Bind,
  { has_changed_from }: Pick<Capability, 'has_changed_from'>,
): string {
  const { column, value } = splitValue(filter);
  const wanted = [JSON.stringify(value), ...(isBareLiteral(value) ? [value] : [])].map((literal) =>
    bind(`{${JSON.stringify(column)}:${literal}}`, 'jsonb'),
  );
  const images = ['c.data_after', ...(has_changed_from ? ['c.changed_from'] : [])];
  const alternatives = images.flatMap((image) => wanted.map((object) => `${image} @> ${object}`));
  return `(${alternatives.join(' OR ')})`;
}

/** Numbers as JSON writes them; PostgreSQL refuses what is longer than its numeric, which no row can hold. */
function isBareLiteral(value: string): boolean {
  return /^(?:true|false|null|-?(?:0|[1-9]\d{0,999})(?:\.\d{1,999})?(?:[eE][+-]?\d{1,3})?)$/.test(value);
}
