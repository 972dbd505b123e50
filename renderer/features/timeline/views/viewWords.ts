import type { Filters } from '@shared/domain/filters.ts';
import type { KeptView } from '@shared/domain/keptView.ts';
import { chipGroups } from '@renderer/lib/chips.ts';
import type { Grouping } from '@renderer/lib/filterSearch.ts';
import { plural } from '@renderer/lib/format.ts';
import { formatShort, type Zone } from '@renderer/lib/zone.ts';
import { groupText, scopeText } from '../chipWords.ts';

/** Pure: a question in one line. */
export function questionWords(filters: Filters, zone: Zone): string {
  const { from, to, any } = filters;
  const groups = chipGroups(filters).map(groupText);
  const scope =
    any === undefined ? [] : [any.length > 2 ? `any of ${plural(any.length, 'condition')}` : scopeText(any)];
  const window =
    from === undefined && to === undefined
      ? []
      : [
          `${from === undefined ? 'beginning' : formatShort(from, zone)} → ${to === undefined ? 'now' : formatShort(to, zone)}`,
        ];
  const words = [...scope, ...groups, ...window];
  return words.length === 0 ? 'all changes' : words.join(', ');
}

/** Pure: whether a view is the question on screen. Both are canonical, so the same question is the same text. */
export function isOpen(view: KeptView, filters: Filters, grouping: Grouping): boolean {
  return view.group === grouping && sameText(view.filters) === sameText(filters);
}

function sameText(filters: Filters): string {
  return JSON.stringify(
    Object.entries(filters)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
