import { useMemo } from 'react';
import type { TransactionContext } from '@shared/domain/audit.ts';
import type { BeforeAfter } from '@shared/domain/beforeAfter.ts';
import type { Damage } from '@shared/domain/damage.ts';
import type { Neighbours } from '@shared/domain/neighbours.ts';
import { wantsEarlier } from './earlier.ts';
import { filtersOf } from './fates.ts';
import { useHeavy, type Heavy } from './useHeavy.ts';

export type FactState = 'reading' | 'read' | 'stopped' | 'failed';

/** What came after the transaction, as far as it is read. */
export interface Afterwards {
  readonly damage: Damage | null;
  readonly state: FactState;
  readonly heavy: Heavy<Damage>;
}

interface Facts {
  readonly afterwards: Afterwards;
  readonly neighbours: Heavy<Neighbours>;
  readonly beforeAfter: Heavy<BeforeAfter>;
}

/** Fields listed one by one; the numbers are about all of them. */
const LISTED = 10_000;
const MOST_CHANGES = 100_000;
/** Of each kind of neighbour, on either side; and rows whose neighbours are looked up. */
const NEAREST = 4;
const ROWS = 20;

/** What is read beside the changes, each by itself, after they are on screen. */
export function useFacts(source: string, context: TransactionContext, wholeRows: boolean): Facts {
  const { transaction, changes } = context;
  const { id } = transaction;
  const damageRequest = useMemo(() => {
    const filters = filtersOf(context);
    const max_changes = Math.min(MOST_CHANGES, Math.max(1, changes.length));
    return filters === null ? null : { source, filters, max_changes, limit: LISTED };
  }, [source, context, changes.length]);
  const wanted = useMemo(
    () => changes.length > 0 && (wholeRows || wantsEarlier(changes)),
    [changes, wholeRows],
  );
  const heavy = useHeavy('scope.damage', damageRequest);
  const neighbours = useHeavy('transactions.neighbours', { source, id, limit: NEAREST, rows: ROWS });
  const beforeAfter = useHeavy('transactions.beforeAfter', wanted ? { source, id, limit: 20_000 } : null);
  const afterwards = useMemo(
    (): Afterwards => ({ damage: heavy.query.data ?? null, state: stateOf(heavy), heavy }),
    [heavy],
  );
  return { afterwards, neighbours, beforeAfter };
}

function stateOf<T>({ query, stopped }: Heavy<T>): FactState {
  if (query.data !== undefined) return 'read';
  if (stopped) return 'stopped';
  return query.error === null ? 'reading' : 'failed';
}
