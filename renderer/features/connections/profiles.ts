import { useQuery } from '@tanstack/react-query';
import type { Profile } from '@shared/domain/profile.ts';
import type { ProfileDraft } from '@shared/ipc/contract.ts';
import { call } from '@renderer/lib/bridge.ts';
import { queryClient } from '@renderer/lib/queryClient.ts';

const KEY = ['profiles'];

export function useProfiles(): ReturnType<typeof useProfilesQuery> {
  return useProfilesQuery();
}

function useProfilesQuery() {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => call('profiles.list', {}, { signal }) });
}

/** Stopping rejects with `cancelled`; what was written by then is in the list all the same. */
export async function saveProfile(draft: ProfileDraft, signal: AbortSignal): Promise<Profile> {
  try {
    return await call('profiles.save', draft, { signal });
  } finally {
    await queryClient.invalidateQueries({ queryKey: KEY });
  }
}

export async function removeProfile(id: string): Promise<void> {
  await call('profiles.remove', { id });
  await queryClient.invalidateQueries({ queryKey: KEY });
}

/** `user@host:port/database`, as everywhere. */
export function placeOf(profile: Pick<Profile, 'endpoint'>): string {
  const { user, host, port, database } = profile.endpoint;
  return `${user}@${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}
