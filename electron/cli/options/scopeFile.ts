import { readFile } from 'node:fs/promises';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { normalizeFilters, type Scope } from '@shared/domain/filters.ts';

/**
 * A scope as the application saves it: `{"any":[filters…]}`, an OR of filters in the vocabulary of the options,
 * names with underscores. Errors: `usage` (unreadable), `invalid_filter`, `invalid_instant`, `invalid_actor`.
 */
export async function readScopeFile(file: string): Promise<Scope> {
  const { any, ...rest } = normalizeFilters(parse(file, await read(file)));
  if (any === undefined || Object.keys(rest).length > 0)
    throw new InvestigatorError('invalid_filter', `${file} is not a scope`, { hint: EXAMPLE });
  return { any };
}

const EXAMPLE = 'A scope is an object such as {"any":[{"actor":["user:42"]},{"table":["public.orders"]}]}.';

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new InvestigatorError('usage', `cannot read ${file}`, {
      hint: 'Give --scope a file saved by the application.',
      detail: cause instanceof Error ? cause.message : String(cause),
    });
  }
}

function parse(file: string, text: string): unknown {
  try {
    // eslint-disable-next-line no-restricted-syntax -- a file of filters, whose values are text; not evidence
    return JSON.parse(text);
  } catch {
    throw new InvestigatorError('invalid_filter', `${file} is not JSON`, { hint: EXAMPLE });
  }
}
