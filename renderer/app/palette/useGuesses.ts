import { useQueries } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import type { FindHit } from '@shared/domain/find.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { tableText } from '@renderer/lib/change.ts';
import { toast } from '@renderer/ui/Toast.tsx';
import type { Destination } from './destination.ts';
import { filterGuess, type Guess, type Known } from './guess.ts';

/** One asks the database when typing pauses, not at every letter. */
const PAUSE_MS = 150;
/** Shorter texts begin too much. */
const SHORTEST = 3;
const MOST_OF_A_KIND = 5;
const ASKED = ['table', 'actor', 'correlation_id'] as const;

/** Which recorded values begin with the text, as they arrive. */
export function useSuggested(source: OpenSource | null, known: Known | null, text: string): readonly Guess[] {
  const prefix = usePaused(text.trim().slice(0, 256));
  const suggested = useQueries({
    queries: ASKED.map((key) => ({
      queryKey: ['suggest', source?.source ?? '', key, prefix],
      enabled: source !== null && prefix.length >= SHORTEST,
      staleTime: 60_000,
      retry: false,
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        call('timeline.suggest', { source: source?.source ?? '', key, prefix }, { signal }),
    })),
  });
  if (known === null || prefix !== text.trim()) return [];
  return suggested.flatMap(({ data }, at) =>
    (data ?? [])
      .slice(0, MOST_OF_A_KIND)
      .flatMap((value) => filterGuess(ASKED[at] ?? 'table', value, known, 'known')),
  );
}

/** Goes where something found leads. */
export function useFollow(source: OpenSource | null): {
  readonly go: (to: Destination) => void;
  readonly open: (hit: FindHit) => void;
} {
  const router = useRouter();
  const ask = (filters: Filters): void => void router.navigate({ to: '/timeline', search: filters });
  const openTransaction = (id: string): void =>
    void router.navigate({ to: '/transaction/$id', params: { id } });
  const openAction = async (id: string): Promise<void> => {
    const context = await call('actions.get', { source: source?.source ?? '', id, limit: 1 });
    const [transaction] = context.transactions ?? [];
    const { correlation_id: correlation, name } = context.action;
    if (transaction !== undefined) openTransaction(transaction.id);
    else if (correlation !== null && source?.capability.has_action_link === true)
      ask({ correlation_id: [correlation] });
    else toast(`No captured change is linked to the action ${name}`);
  };
  const open = ({ kind, where, opens }: FindHit): void => {
    const { table_pk: pk } = where;
    // One row is read as a life, of which the timeline is a key away.
    if (kind === 'row_key' && pk !== null)
      void router.navigate({ to: '/row', search: { table: tableText(where), pk } });
    else if (opens.by === 'filters') ask(opens.filters);
    else if (opens.by === 'transaction') openTransaction(opens.id);
    else if (opens.by === 'change') openTransaction(opens.transaction_id);
    else openAction(opens.id).catch((error: unknown) => toast(asInvestigatorError(error).message));
  };
  const go = (to: Destination): void => {
    switch (to.screen) {
      case 'timeline':
        ask(to.filters);
        break;
      case 'actor':
        void router.navigate({ to: '/actor', search: { actor: to.actor } });
        break;
      case 'correlation':
        void router.navigate({ to: '/correlation', search: { correlation_id: to.id } });
        break;
      case 'row':
        void router.navigate({ to: '/row', search: { table: to.table, pk: to.pk } });
        break;
    }
  };
  return { go, open };
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
