import { useQueries } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { call } from '@renderer/lib/bridge.ts';
import { filterGuess, guesses, knownOf, type Guess } from './pasted.ts';

/** One asks the database when typing pauses, not at every letter. */
const PAUSE_MS = 150;
/** Shorter texts begin too much. */
const SHORTEST = 3;
const MOST_OF_A_KIND = 5;
const ASKED = ['table', 'actor', 'correlation_id'] as const;

/** What the text could be, by itself, and below that which recorded values begin with it, as they arrive. */
export function useGuesses(source: OpenSource | null, text: string): readonly Guess[] {
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
  if (source === null) return [];
  const known = knownOf(source.capability);
  const read = guesses(text, known);
  const recorded = prefix === text.trim() ? suggested : [];
  const more = recorded.flatMap(({ data }, at) =>
    (data ?? [])
      .slice(0, MOST_OF_A_KIND)
      .flatMap((value) => filterGuess(ASKED[at] ?? 'table', value, known, false)),
  );
  return [...read, ...more.filter(({ id }) => !read.some((guess) => guess.id === id))];
}

/** Goes where a guess leads. */
export function useFollow(source: OpenSource | null): (guess: Guess) => void {
  const router = useRouter();
  const openTransaction = (id: string): void =>
    void router.navigate({ to: '/transaction/$id', params: { id } });
  return (guess) => {
    if (guess.kind === 'transaction') openTransaction(guess.transaction);
    else if (guess.kind === 'filters') void router.navigate({ to: '/timeline', search: guess.filters });
    else if (source !== null)
      void onlyTransaction(source.source, guess.txid).then((id) => {
        if (id !== null) openTransaction(id);
        else void router.navigate({ to: '/timeline', search: { txid: [guess.txid] } });
      });
  };
}

/** The one transaction with this number; null when there is none or more than one, or nobody can tell. */
async function onlyTransaction(source: string, txid: string): Promise<string | null> {
  try {
    const filters = { txid: [txid] };
    const page = await call('timeline.page', {
      source,
      filters,
      cursor: null,
      direction: 'older',
      limit: 200,
    });
    const ids = new Set(page.entries.map(({ transaction }) => transaction.id));
    const [id = null] = ids;
    return ids.size === 1 && !page.has_more ? id : null;
  } catch {
    return null;
  }
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}
