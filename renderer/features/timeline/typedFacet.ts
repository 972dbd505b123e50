import { identifiedActorTypes } from '@shared/domain/actor.ts';
import { chipLabels, type Chip } from '@renderer/lib/chips.ts';

export interface Facet {
  readonly key: Chip['key'];
  readonly not: boolean;
  readonly value: string;
}

/** Whose values are names: there a colon can only end the name of a facet. */
const NAMED: readonly Chip['key'][] = ['table', 'table_schema', 'op', 'actor', 'action_status', 'txid'];

/**
 * Pure: the facet that what is typed begins with, or null. `actor:user:1`, `op:delete`, `not table:orders`; and
 * `user:1`, which only an actor is called. Values that may hold a colon of their own are left alone.
 */
export function typedFacet(
  text: string,
  current: Chip['key'],
  offered: readonly Chip['key'][],
): Facet | null {
  if (!NAMED.includes(current)) return null;
  const match = /^\s*(not\s+|-)?([a-z_ ]+?)\s*:(.*)$/is.exec(text);
  if (match === null) return null;
  const [, minus, name = '', rest = ''] = match;
  const word = name.toLowerCase();
  const key = offered.find((one) => one !== 'no_actor' && (one === word || chipLabels[one] === word));
  const not = minus !== undefined;
  if (key !== undefined) return { key, not, value: rest.trimStart() };
  const isActor = (identifiedActorTypes as readonly string[]).includes(word);
  if (!isActor || (current === 'actor' && !not)) return null;
  return { key: 'actor', not, value: `${word}:${rest}` };
}
