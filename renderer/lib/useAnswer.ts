import { keepPreviousData, skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ChannelName } from '@shared/ipc/channels.ts';
import type { Request, Response } from '@shared/ipc/contract.ts';
import { call } from './bridge.ts';

/**
 * The answer to one question of the bridge; null asks nothing yet. Leaving the screen, or asking something else,
 * stops the statement. `keep` shows the last answer until the next is here, where both are of one kind.
 */
export function useAnswer<C extends ChannelName>(
  channel: C,
  request: Request<C> | null,
  { keep = false }: { readonly keep?: boolean } = {},
): UseQueryResult<Response<C>> {
  return useQuery({
    // The source by itself: closing it forgets what it answered.
    queryKey: [channel, (request as { readonly source?: string } | null)?.source ?? '', request],
    queryFn: request === null ? skipToken : ({ signal }) => call(channel, request, { signal }),
    // Values are texts as stored: comparing trees of them costs more than it saves.
    structuralSharing: false,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}
