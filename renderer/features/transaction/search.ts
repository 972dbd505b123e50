import { kinds, type FateKind } from './fates.ts';

export interface TransactionSearch {
  /** Only what came to this afterwards. */
  readonly after?: FateKind | undefined;
  /** Only this field, by the name {@link fieldKey} gives it. */
  readonly field?: string | undefined;
  /** Every touched row whole, instead of what changed in it. */
  readonly rows?: boolean | undefined;
}

/** Takes what an address holds; unknown values go. */
export function transactionSearch(raw: Record<string, unknown>): TransactionSearch {
  const after = kinds.find((kind) => kind === raw['after']);
  const { field } = raw;
  const rows = raw['rows'] === true || raw['rows'] === 'true';
  return {
    ...(after === undefined ? {} : { after }),
    ...(typeof field === 'string' && field !== '' ? { field } : {}),
    ...(rows ? { rows } : {}),
  };
}
