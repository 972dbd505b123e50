import type { AuditSource } from '@engine/db/session.ts';
import { noteFilters } from '@engine/ledger/asking.ts';
import { namedRows } from '@engine/rows/namedRows.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import { withSource, type Context } from '../context.ts';

/** A key without the name of its column, as `history` takes it; what begins like JSON is judged as that. */
export function isBareKey(pk: string): boolean {
  return /^\s*[^\s{[]/.test(pk);
}

/** Refuses a bare key nobody could complete, before a connection is made. Error: `invalid_filter`. */
export function checkBareKeys(keys: readonly string[], { table }: Pick<Filters, 'table'>): void {
  const [first] = keys;
  if (first === undefined || table !== undefined) return;
  throw new InvestigatorError(
    'invalid_filter',
    `pk ${JSON.stringify(first)} is a bare value, and no --table says whose key it is`,
    { hint: 'Add --table, or name the key column: --pk \'{"id":"42"}\'.' },
  );
}

/**
 * Connects as {@link withSource} does, and completes the bare keys of filters before the work begins. Errors: those
 * of withSource and of {@link completeKeys}.
 */
export async function withFilters<T>(
  context: Context,
  filters: Filters,
  work: (source: AuditSource, filters: Filters) => Promise<T>,
): Promise<T> {
  noteFilters(filters);
  return await withSource(context, async (source) => {
    const completed = await completeKeys(source, filters, context.signal);
    noteFilters(completed);
    return await work(source, completed);
  });
}

/**
 * The same filters, each bare key as the object it means in the tables asked for. Errors: `invalid_key` (the key has
 * several columns, or the value cannot be one), `ambiguous_table`, `partitioned_table`, `not_found`.
 */
export async function completeKeys(
  source: AuditSource,
  filters: Filters,
  signal: AbortSignal,
): Promise<Filters> {
  const { table = [] } = filters;
  const complete = async (keys: readonly string[] = []): Promise<readonly string[]> => [
    ...keys.filter((key) => !isBareKey(key)),
    ...(await namedRows(source, table, keys.filter(isBareKey), signal)),
  ];
  const { pk, not_pk } = filters;
  if (![...(pk ?? []), ...(not_pk ?? [])].some(isBareKey)) return filters;
  return normalizeFilters({ ...filters, pk: await complete(pk), not_pk: await complete(not_pk) });
}
