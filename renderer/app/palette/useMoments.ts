import { useQuery } from '@tanstack/react-query';
import type { Instant } from '@shared/domain/instant.ts';
import { call } from '@renderer/lib/bridge.ts';
import { aroundGuess } from './guess.ts';
import { isEnough, MOST_CHANGES, newestMoments, type Moment } from './moments.ts';

/** The newest days on which something was captured at a time of day; until that is counted, the newest days. */
export function useMoments(source: string | null, moments: readonly Instant[]): readonly Moment[] {
  const { data } = useQuery({
    queryKey: ['moments', source ?? '', moments],
    enabled: source !== null && moments.length > 0,
    staleTime: 60_000,
    retry: false,
    queryFn: ({ signal }) => counted(source ?? '', moments, signal),
  });
  return newestMoments(moments, data ?? []);
}

async function counted(
  source: string,
  moments: readonly Instant[],
  signal: AbortSignal,
): Promise<readonly Moment[]> {
  const known: Moment[] = [];
  for (const at of moments) {
    const { to } = aroundGuess(at, 'utc');
    const filters = to.screen === 'timeline' ? to.filters : {};
    const { count, capped } = await call(
      'timeline.count',
      { source, filters, cap: MOST_CHANGES },
      { signal },
    );
    known.push({ at, changes: { count, capped } });
    if (isEnough(known)) break;
  }
  return known;
}
