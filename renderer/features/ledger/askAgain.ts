import { filtersSchema, type Filters } from '@shared/domain/filters.ts';
import type { LedgerQuestion } from '@shared/domain/ledger.ts';

/** The screen that asks a recorded question again. */
export type AskAgain =
  | { readonly to: 'timeline'; readonly filters: Filters }
  | { readonly to: 'transaction'; readonly id: string }
  | { readonly to: 'row'; readonly table: string; readonly pk: string }
  | { readonly to: 'actor'; readonly actor: string | null }
  | { readonly to: 'correlation'; readonly correlation_id: string }
  | { readonly to: 'overview' };

const TRANSACTION = /^(transactions\.(get|beforeAfter|neighbours)|incident|before-after|neighbours)$/;
const ROW = /^(rows\.\w+|history|as-of|compare|blame|related|no-change|integrity\.noChange)$/;
const ACTOR = /^(actors\.(transactions|seen|summary|baseline)|actor|actor-summary|actor-baseline)$/;

/**
 * Where a recorded question can be asked again, of the application or the command line; null where no screen asks
 * it, or where what it was about was too long to be recorded.
 */
export function askAgain({ asked, filters, parameters }: LedgerQuestion): AskAgain | null {
  const given = recordOf(parameters);
  const operand = Array.isArray(given['operands']) ? (given['operands'] as readonly unknown[])[0] : undefined;
  if (TRANSACTION.test(asked)) return found(given['id'] ?? operand, (id) => ({ to: 'transaction', id }));
  if (ROW.test(asked))
    return found(given['table'], (table) => found(given['pk'], (pk) => ({ to: 'row', table, pk })));
  if (ACTOR.test(asked)) {
    if (given['actor'] === null || given['noActor'] === true) return { to: 'actor', actor: null };
    return found(given['actor'] ?? operand, (actor) => ({ to: 'actor', actor }));
  }
  if (/^(correlations\.get|correlation)$/.test(asked))
    return found(given['correlation_id'] ?? operand, (id) => ({ to: 'correlation', correlation_id: id }));
  if (/^(summaries\.)?overview$/.test(asked)) return { to: 'overview' };
  if (filters === null) return null;
  const read = recordedFilters(filters);
  return read === null ? null : { to: 'timeline', filters: read };
}

/** Filters as they were recorded; null where they break today's rules. */
export function recordedFilters(text: string): Filters | null {
  const parsed = filtersSchema.safeParse(jsonOf(text));
  return parsed.success ? parsed.data : null;
}

/** What else was asked, by name. */
export function recordOf(text: string): Readonly<Record<string, unknown>> {
  const value = jsonOf(text);
  return value !== null && typeof value === 'object' ? { ...value } : {};
}

function found(value: unknown, make: (text: string) => AskAgain | null): AskAgain | null {
  return typeof value === 'string' && value !== '' ? make(value) : null;
}

function jsonOf(text: string): unknown {
  try {
    // eslint-disable-next-line no-restricted-syntax -- our own record, not evidence of the database
    return JSON.parse(text);
  } catch {
    return null;
  }
}
