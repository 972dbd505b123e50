import type { Conditions } from '@shared/domain/filters.ts';
import { chipGroups, chipLabels, type Chip, type ChipGroup } from '@renderer/lib/chips.ts';

/** Pure: `actor is not user:9001`: a chip as words. */
export function chipText(chip: Chip): string {
  return groupText({ ...chip, chips: [chip] });
}

/** Pure: `table is orders or refunds`: chips of one key as words. */
export function groupText({ key, not, chips }: ChipGroup): string {
  const values = chips.map((chip) => (chip.key === 'no_actor' ? 'not recorded' : chip.value));
  return `${chipLabels[key]} is ${not ? 'not ' : ''}${values.join(not ? ' nor ' : ' or ')}`;
}

/** Pure: all conditions of a member of a scope as one phrase: `table is a or b and from 2026-…`. */
export function memberText(member: Conditions): string {
  const window = [
    ...(member.from === undefined ? [] : [`from ${member.from}`]),
    ...(member.to === undefined ? [] : [`to ${member.to}`]),
  ];
  return [...chipGroups(member).map(groupText), ...window].join(' and ');
}

/** Pure: a scope as one phrase; each member apart where there are several. */
export function scopeText(members: readonly Conditions[]): string {
  return members.length === 1
    ? members.map(memberText).join('')
    : members.map((member) => `(${memberText(member)})`).join(' or ');
}
