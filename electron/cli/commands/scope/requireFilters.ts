import { InvestigatorError } from '@shared/domain/errors.ts';
import { isUnfiltered, type Filters } from '@shared/domain/filters.ts';

/** These questions are about a part of the trail. Error: `usage` when nothing narrows. */
export function requireFilters(
  filters: Filters,
  hint = 'Give at least one filter, or --scope FILE.',
): Filters {
  if (isUnfiltered(filters))
    throw new InvestigatorError('usage', 'no filter is given: this would be about the whole trail', { hint });
  return filters;
}
