import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ViewDraft } from '@shared/domain/keptView.ts';
import { isCanonicalInstant } from '@shared/domain/instant.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { viewStore, type ViewStore } from './views.ts';

const draft: ViewDraft = {
  id: null,
  name: ' Night of the 5th ',
  filters: {
    from: '2026-11-05T04:00:00+01:00',
    any: [{ actor: ['user:9001'] }, { table: ['public.members'] }],
  },
  group: 'burst',
};
let home: string;
let views: ViewStore;

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'investigator-views-'));
  views = viewStore(home);
});
afterEach(() => fs.rmSync(home, { recursive: true }));

describe('viewStore', () => {
  it('keeps a question under its name, canonical, and changes it', async () => {
    const saved = await views.save(draft);
    expect(saved).toMatchObject({ name: 'Night of the 5th', group: 'burst' });
    expect(saved.filters.from).toBe('2026-11-05T03:00:00.000000Z');
    expect(isCanonicalInstant(saved.created_at)).toBe(true);
    const renamed = await views.save({ ...saved, name: 'A' });
    expect(renamed).toMatchObject({ id: saved.id, name: 'A', created_at: saved.created_at });
    expect((await viewStore(home).list()).views).toEqual([renamed]);
  });

  it('brings back what was removed, under its id', async () => {
    const saved = await views.save(draft);
    await views.remove(saved.id);
    expect((await views.list()).views).toEqual([]);
    await views.remove(saved.id);
    const { id, name, filters, group } = saved;
    expect(await views.save({ id, name, filters, group })).toMatchObject({ id, name, filters });
  });

  it('lists by name, and refuses one that is taken, missing or breaks a rule', async () => {
    await views.save({ ...draft, name: 'b' });
    await views.save({ ...draft, name: 'a' });
    expect((await views.list()).views.map(({ name }) => name)).toEqual(['a', 'b']);
    await expect(views.save({ ...draft, name: ' a ' })).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(views.save({ ...draft, name: '  ' })).rejects.toMatchObject({ code: 'invalid_request' });
    await expect(views.save({ ...draft, filters: { op: ['zap'] } })).rejects.toMatchObject({
      code: 'invalid_filter',
    });
  });

  it('sets a damaged file aside and says where', async () => {
    fs.writeFileSync(path.join(home, 'views.json'), '{');
    const { views: none, damagedKeptAt } = await views.list();
    expect(none).toEqual([]);
    expect(damagedKeptAt).toContain('views.json.damaged-');
  });
});
