import { asInvestigatorError } from '@renderer/lib/bridge.ts';
import type { useTimeline } from './useTimeline.ts';

/** A direction that is not read further on its own, and the button that asks for it again. */
export interface Halt {
  readonly words: string;
  readonly onRetry: () => void;
}

/** What stands below the last loaded line. */
export type Tail = { readonly kind: 'end' } | { readonly kind: 'more' } | ({ readonly kind: 'halt' } & Halt);

type Reading = Pick<
  ReturnType<typeof useTimeline>['query'],
  | 'error'
  | 'hasNextPage'
  | 'hasPreviousPage'
  | 'isFetchNextPageError'
  | 'isFetchPreviousPageError'
  | 'isFetchingNextPage'
  | 'isFetchingPreviousPage'
  | 'fetchNextPage'
  | 'fetchPreviousPage'
>;

/**
 * Pure: both ends of a list that has rows. After a failure neither direction is read on its own (with each
 * asking after the other's failure that would never end), until a person asks for one of them.
 */
export function listEnds(query: Reading): { readonly halted: Halt | null; readonly tail: Tail } {
  const failed = query.isFetchNextPageError || query.isFetchPreviousPageError;
  const reason = query.error === null ? '' : asInvestigatorError(query.error).message;
  const words = (which: string, other: string, mine: boolean): string =>
    mine
      ? `${which} rows could not be read: ${reason}`
      : `${which} rows are not asked for: ${other} ones could not be read.`;
  const halted: Halt | null =
    failed && query.hasPreviousPage && !query.isFetchingPreviousPage
      ? {
          words: words('Newer', 'older', query.isFetchPreviousPageError),
          onRetry: () => void query.fetchPreviousPage(),
        }
      : null;
  if (!query.hasNextPage) return { halted, tail: { kind: 'end' } };
  if (!failed || query.isFetchingNextPage) return { halted, tail: { kind: 'more' } };
  return {
    halted,
    tail: {
      kind: 'halt',
      words: words('Older', 'newer', query.isFetchNextPageError),
      onRetry: () => void query.fetchNextPage(),
    },
  };
}
