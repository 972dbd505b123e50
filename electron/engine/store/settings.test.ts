import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings, settingsStore } from './settings.ts';
import { windowStateStore } from './windowState.ts';

let home: string;
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'investigator-settings-'));
});
afterEach(() => fs.rmSync(home, { recursive: true }));

describe('settingsStore', () => {
  it('starts with the system theme and UTC, and remembers what was chosen', async () => {
    expect(await settingsStore(home).get()).toEqual(defaultSettings);
    await settingsStore(home).set({ theme: 'dark', zone: 'local' });
    expect(await settingsStore(home).get()).toEqual({ theme: 'dark', zone: 'local' });
  });
});

describe('windowStateStore', () => {
  it('remembers the last place; settled waits until it is on disk', async () => {
    const store = windowStateStore(home);
    expect(await store.get()).toBeNull();
    const place = { bounds: { x: 10, y: 20, width: 1200, height: 800 }, maximized: true };
    void store.set({ ...place, maximized: false });
    void store.set(place);
    await store.settled();
    expect(await windowStateStore(home).get()).toEqual(place);
  });
});
