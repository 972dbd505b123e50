import type { Conditions, Filters, ListFilterKey } from '@shared/domain/filters.ts';
import type { StatementClass } from '@shared/domain/indexReview.ts';

const CLASSES: Readonly<Partial<Record<ListFilterKey, StatementClass>>> = {
  table: 'page_by_table',
  actor: 'page_by_actor',
  correlation_id: 'page_by_correlation',
  request_id: 'page_by_request',
  job_id: 'page_by_job',
  action_name: 'page_by_action_name',
  txid: 'page_by_txid',
  source: 'page_by_source',
  meta: 'page_by_meta',
  field: 'page_by_field',
  value: 'page_by_value',
  pk: 'page_by_pk',
};

/**
 * Which classes of statements a list of changes under these filters belongs to. What is excluded (`not_…`), and
 * conditions that most rows meet (op, schema, status), find nothing by an index. Pure.
 */
export function classesOfFilters({ any = [], ...own }: Filters): readonly StatementClass[] {
  const classes = [own, ...any].flatMap(classesOf);
  return [...new Set<StatementClass>([...classes, 'page'])];
}

function classesOf(conditions: Conditions): readonly StatementClass[] {
  return (Object.keys(CLASSES) as ListFilterKey[]).flatMap((key) => {
    const named = CLASSES[key];
    return named === undefined || (conditions[key] ?? []).length === 0 ? [] : [named];
  });
}
