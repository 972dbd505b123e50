import { kinds, type FateKind } from './fates.ts';

export interface TransactionSearch {
  /** Only what came to this afterwards. */
  readonly after?: FateKind | undefined;
  /** Every touched row whole, instead of what changed in it. */
  readonly rows?: boolean | undefined;
}

/** Takes what an address holds; unknown values go. */
export function transactionSearch(raw: Record<string, unknown>): TransactionSearch {
  const after = kinds.find((kind) => kind === raw['after']);
  const rows = raw['rows'] === true || raw['rows'] === 'true';
  return { ...(after === undefined ? {} : { after }), ...(rows ? { rows } : {}) };
}
