import { randomBytes } from 'node:crypto';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { profileSchema, type Profile } from '@shared/domain/profile.ts';
import type { ProfileDraft } from '@shared/ipc/contract.ts';
import { z } from 'zod';
import { jsonStore } from './jsonStore.ts';
import { now } from './now.ts';

const documentSchema = z.strictObject({ version: z.literal(1), profiles: z.array(profileSchema).readonly() });

export interface ProfileStore {
  /** By name, then by id. */
  list(): Promise<{ readonly profiles: readonly Profile[]; readonly damagedKeptAt: string | null }>;
  /** Error: `not_found`. */
  get(id: string): Promise<Profile>;
  /** By exact name, as the command line's `--profile` does. Error: `not_found`. */
  byName(name: string): Promise<Profile>;
  /** Adds (id null) or changes one. Errors: `not_found`, `invalid_request` when the name is taken. */
  save(draft: ProfileDraft): Promise<Profile>;
  remove(id: string): Promise<void>;
  /** Remembers that a connection was just opened with it. */
  touch(id: string): Promise<void>;
}

/** Saved connections, without secrets, in `profiles.json`. */
export function profileStore(home: string): ProfileStore {
  const store = jsonStore(home, {
    name: 'profiles.json',
    version: 1,
    schema: documentSchema,
    empty: { version: 1, profiles: [] },
  });
  const change = (work: (profiles: readonly Profile[]) => readonly Profile[]) =>
    store.update(({ version, profiles }) => ({ version, profiles: work(profiles) }));
  const find = async (test: (profile: Profile) => boolean, what: string): Promise<Profile> =>
    (await store.read()).value.profiles.find(test) ?? missing(what);

  return {
    list: async () => {
      const { value, damagedKeptAt } = await store.read();
      return { profiles: value.profiles.toSorted(byNameThenId), damagedKeptAt };
    },
    get: (id) => find((profile) => profile.id === id, `the id ${id}`),
    byName: (name) => find((profile) => profile.name === name, `the name ${JSON.stringify(name)}`),
    save: async (draft) => {
      const id = draft.id ?? randomBytes(8).toString('hex');
      const { profiles } = await change((known) => upsert(known, { ...draft, id }, draft.id === null));
      return profiles.find((profile) => profile.id === id) ?? missing(`the id ${id}`);
    },
    remove: async (id) => {
      await change((profiles) => profiles.filter((profile) => profile.id !== id));
    },
    touch: async (id) => {
      const at = now();
      await change((profiles) => profiles.map((p) => (p.id === id ? { ...p, last_used_at: at } : p)));
    },
  };
}

function upsert(
  known: readonly Profile[],
  draft: ProfileDraft & { readonly id: string },
  isNew: boolean,
): readonly Profile[] {
  const old = known.find((profile) => profile.id === draft.id);
  if (!isNew && old === undefined) missing(`the id ${draft.id}`);
  const name = draft.name.trim();
  if (known.some((profile) => profile.name === name && profile.id !== draft.id)) throw nameTaken(name);
  const saved: Profile = {
    ...draft,
    name,
    created_at: old?.created_at ?? now(),
    last_used_at: old?.last_used_at ?? null,
  };
  return old === undefined ? [...known, saved] : known.map((p) => (p === old ? saved : p));
}

function byNameThenId(a: Profile, b: Profile): number {
  return a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);
}

function nameTaken(name: string): InvestigatorError {
  return new InvestigatorError('invalid_request', `another connection is called ${JSON.stringify(name)}`, {
    hint: 'Choose another name: the command line finds connections by it.',
  });
}

function missing(what: string): never {
  throw new InvestigatorError('not_found', `no saved connection has ${what}`);
}
