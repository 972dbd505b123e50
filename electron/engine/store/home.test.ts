import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureHome, investigatorHome } from './home.ts';

describe('investigatorHome', () => {
  it('takes THREADLINE_INVESTIGATOR_HOME before anything else, on every platform', () => {
    const env = { THREADLINE_INVESTIGATOR_HOME: '/evidence', XDG_CONFIG_HOME: '/xdg', APPDATA: 'C:\\a' };
    for (const platform of ['linux', 'darwin', 'win32'] as const)
      expect(investigatorHome(env, platform, '/home/mara')).toBe('/evidence');
  });

  it('takes an empty variable as not set', () => {
    expect(investigatorHome({ THREADLINE_INVESTIGATOR_HOME: '' }, 'linux', '/home/mara')).toBe(
      '/home/mara/.config/threadline-investigator',
    );
  });

  it('resolves a relative one against the current folder', () => {
    expect(investigatorHome({ THREADLINE_INVESTIGATOR_HOME: 'state' }, 'linux', '/home/mara')).toBe(
      path.resolve('state'),
    );
  });

  it.each([
    ['linux', {}, '/home/mara/.config/threadline-investigator'],
    ['linux', { XDG_CONFIG_HOME: '/xdg' }, '/xdg/threadline-investigator'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/mara/.config/threadline-investigator'],
    ['darwin', { XDG_CONFIG_HOME: '/xdg' }, '/home/mara/Library/Application Support/threadline-investigator'],
    ['win32', { APPDATA: '/Users/mara/Roaming' }, '/Users/mara/Roaming/threadline-investigator'],
    ['win32', {}, '/home/mara/AppData/Roaming/threadline-investigator'],
  ] as const)('uses the folder for settings of %s with %o', (platform, env, expected) => {
    expect(investigatorHome(env, platform, '/home/mara')).toBe(expected);
  });
});

describe('ensureHome', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'investigator-home-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  it('makes it for its owner only, with its parents', () => {
    const home = ensureHome(path.join(folder, 'a', 'b'));
    expect(fs.statSync(home).mode & 0o777).toBe(0o700);
  });

  it('closes one that others could read', () => {
    fs.chmodSync(folder, 0o755);
    ensureHome(folder);
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
  });
});
