import type { Capability } from '@shared/domain/capability.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Conditions, Filters, ListFilterKey } from '@shared/domain/filters.ts';

type Parts = Pick<Capability, 'has_actor' | 'has_action_link' | 'has_actions'>;

const actionKeys = [
  'correlation_id',
  'action_name',
  'action_status',
  'request_id',
  'job_id',
] as const satisfies readonly ListFilterKey[];

/** True when a condition of `filterPredicates` looks at the action `a`. */
export function needsActions({ any, ...own }: Filters): boolean {
  return [own, ...(any ?? [])].some((conditions) => actionKeyOf(conditions) !== undefined);
}

/** Error: `unavailable_filter` where a condition looks at a column or table this database lacks. */
export function checkAvailable(parts: Parts, all: readonly Conditions[]): void {
  for (const conditions of all) {
    const actor = conditions.actor ?? conditions.not_actor ?? conditions.no_actor;
    if (actor !== undefined && !parts.has_actor)
      throw unavailable('actor', 'audit_transactions has no column actor_ref: actors were not recorded');
    const key = actionKeyOf(conditions);
    if (key === undefined) continue;
    if (!parts.has_action_link) throw unavailable(key, 'audit_transactions has no column action_id');
    if (!parts.has_actions) throw unavailable(key, 'there is no table audit_actions that this role may read');
  }
}

function actionKeyOf(conditions: Conditions): ListFilterKey | undefined {
  return actionKeys.find((key) => (conditions[key] ?? conditions[`not_${key}`]) !== undefined);
}

function unavailable(filter: string, missing: string): InvestigatorError {
  return new InvestigatorError(
    'unavailable_filter',
    `this database cannot be filtered by ${filter}: ${missing}`,
    {
      hint: `Ask without ${filter}. This is not the same as "no results".`,
    },
  );
}
