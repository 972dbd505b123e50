import type { FindHit } from '@shared/domain/find.ts';
import type { Capability } from '@shared/domain/capability.ts';
import type { ReadTransaction } from '../db/session.ts';
import { pageStatement } from '../timeline/pageStatement.ts';
import { OCCURRENCE_CAP } from './hits.ts';
import { occurrencesStatement, type Occurring } from './occurrencesStatement.ts';

/**
 * How many changes match, one more than the cap at most, and the newest: of all where all were counted, otherwise
 * the first one of the page that opens the hit.
 */
export async function occurrences(
  tx: ReadTransaction,
  capability: Capability,
  of: Occurring,
): Promise<{ readonly count: number; readonly newest: FindHit['newest'] }> {
  const [row] = await tx.rows(occurrencesStatement(capability, of, OCCURRENCE_CAP + 1));
  const count = Number(row?.['count'] ?? 0);
  if (count <= OCCURRENCE_CAP || !('filters' in of))
    return { count, newest: newestOf(row?.['id'], row?.['captured_at']) };
  const page = { filters: of.filters, cursor: null, direction: 'older', rows: 1 } as const;
  const [first] = await tx.rows(pageStatement(capability, page));
  return { count, newest: newestOf(first?.['c_id'], first?.['c_captured_at']) };
}

export function newestOf(
  id: string | null | undefined,
  captured_at: string | null | undefined,
): FindHit['newest'] {
  return id == null || captured_at == null ? null : { change_id: id, captured_at };
}
