import { ledgerOutcomes, type LedgerOutcome } from '@shared/domain/ledger.ts';

export interface LedgerSearch {
  /** Only questions to this connection, as the ledger names it; absent: to all. */
  readonly asked_of?: string | undefined;
  /** Only questions that ended so; absent: all, and what the ledger says of itself. */
  readonly outcome?: LedgerOutcome | undefined;
}

/** Takes what an address holds; unknown values go. */
export function ledgerSearch(raw: Record<string, unknown>): LedgerSearch {
  const of = raw['asked_of'];
  const outcome = ledgerOutcomes.find((one) => one === raw['outcome']);
  return {
    ...(typeof of === 'string' && of !== '' ? { asked_of: of } : {}),
    ...(outcome === undefined ? {} : { outcome }),
  };
}
