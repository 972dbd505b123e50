import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isCanonicalInstant } from '@shared/domain/instant.ts';
import type { ProfileDraft } from '@shared/ipc/contract.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileStore, type ProfileStore } from './profiles.ts';

const draft: ProfileDraft = {
  id: null,
  name: ' Shop ',
  environment: 'production',
  endpoint: {
    host: 'db.example.com',
    port: 5432,
    database: 'shop',
    user: 'auditor',
    tls: { mode: 'verify-full', ca_file: null },
    storage_schema: null,
  },
  allow_purge: false,
};
let home: string;
let profiles: ProfileStore;

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'investigator-profiles-'));
  profiles = profileStore(home);
});
afterEach(() => fs.rmSync(home, { recursive: true }));

describe('profileStore', () => {
  it('saves, changes and removes', async () => {
    const saved = await profiles.save(draft);
    expect(saved).toMatchObject({ name: 'Shop', last_used_at: null });
    expect(saved.id).toMatch(/^[0-9a-f]{16}$/);
    expect(isCanonicalInstant(saved.created_at)).toBe(true);

    const changed = await profiles.save({ ...draft, id: saved.id, environment: 'staging' });
    expect(changed).toEqual({ ...saved, environment: 'staging' });
    expect((await profiles.list()).profiles).toEqual([changed]);
    expect(await profiles.byName('Shop')).toEqual(changed);

    await profiles.remove(saved.id);
    expect((await profiles.list()).profiles).toEqual([]);
  });

  it('notes when one was used', async () => {
    const { id } = await profiles.save(draft);
    await profiles.touch(id);
    expect(isCanonicalInstant((await profiles.get(id)).last_used_at ?? '')).toBe(true);
  });

  it('refuses a second one of the same name', async () => {
    await profiles.save(draft);
    await expect(profiles.save({ ...draft, name: 'Shop' })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    expect((await profiles.list()).profiles).toHaveLength(1);
  });

  it('says what it does not find', async () => {
    await expect(profiles.get('nobody')).rejects.toMatchObject({ code: 'not_found' });
    await expect(profiles.byName('nobody')).rejects.toMatchObject({ code: 'not_found' });
    await expect(profiles.save({ ...draft, id: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('lists by name', async () => {
    for (const name of ['zeta', 'Alpha', 'beta']) await profiles.save({ ...draft, name });
    expect((await profiles.list()).profiles.map(({ name }) => name)).toEqual(['Alpha', 'beta', 'zeta']);
  });

  it('writes no password, whatever it is handed', async () => {
    const withPassword = { ...draft, endpoint: { ...draft.endpoint, password: 'hunter2' } };
    await expect(profiles.save(withPassword)).rejects.toThrow(/password/);
    expect(fs.existsSync(path.join(home, 'profiles.json'))).toBe(false);
  });
});
