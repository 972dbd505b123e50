import { expect, test } from 'vitest';
import { chooseNames } from './debian.mjs';
import { outdated } from './libraries.mjs';
import { checkNode, isNewEnough } from './node.mjs';
import { sandboxObstacle } from './sandbox.mjs';

test.each([
  ['20.19.0', true],
  ['20.18.3', false],
  ['18.20.0', false],
  ['22.0.0', true],
])('Node %s is new enough: %s', (version, answer) => {
  expect(isNewEnough(version)).toBe(answer);
});

test('an old Node is refused in one line that names the remedy', () => {
  expect(() => checkNode('18.20.0')).toThrow(
    /^Node 18\.20\.0 is too old, 20\.19 or newer is needed: .*nodejs\.org/,
  );
  expect(() => checkNode('20.20.2')).not.toThrow();
});

test('a library is outdated when its version differs or it is missing, unless it is for another platform', () => {
  const wanted = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0' },
    'node_modules/c': { version: '3.0.0' },
    'node_modules/mac-only': { version: '1.0.0', optional: true },
    'node_modules/stale-optional': { version: '2.0.0', optional: true },
  };
  const installed = {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '1.9.0' },
    'node_modules/stale-optional': { version: '1.0.0' },
  };
  expect(outdated(wanted, installed)).toEqual([
    'node_modules/b',
    'node_modules/c',
    'node_modules/stale-optional',
  ]);
  expect(outdated(wanted, { ...wanted })).toEqual([]);
});

test('of two names of a Debian library the one this release has is taken', () => {
  const groups = [['libgtk-3-0', 'libgtk-3-0t64'], ['libnss3'], ['libgone']];
  expect(chooseNames(groups, new Set(['libgtk-3-0t64', 'libnss3']))).toEqual([
    'libgtk-3-0t64',
    'libnss3',
    'libgone',
  ]);
  expect(chooseNames(groups, new Set(['libgtk-3-0', 'libgtk-3-0t64']))[0]).toBe('libgtk-3-0');
});

const settings = (values) => ({
  readSetting: (file) => values[file] ?? null,
  stat: () => ({ uid: 1000, mode: 0o100755 }),
});

test.runIf(process.platform === 'linux')(
  'the sandbox: AppArmor and closed kernels are recognised, with the remedy',
  () => {
    const helper = '/app/chrome-sandbox';
    const remedy = `sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`;
    const apparmor = { '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1' };
    expect(sandboxObstacle('/app', settings(apparmor))).toMatchObject({
      why: expect.stringContaining('AppArmor'),
      remedy,
    });
    const closed = { '/proc/sys/user/max_user_namespaces': '0' };
    expect(sandboxObstacle('/app', settings(closed))).toMatchObject({
      why: expect.stringContaining('kernel'),
      remedy,
    });
    expect(sandboxObstacle('/app', settings({}))).toBeNull();
  },
);

test.runIf(process.platform === 'linux')('the sandbox: a set-uid helper needs no namespaces', () => {
  const apparmor = settings({ '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1' });
  const stat = (uid, mode) => ({ ...apparmor, stat: () => ({ uid, mode }) });
  expect(sandboxObstacle('/app', stat(0, 0o104755))).toBeNull();
  expect(sandboxObstacle('/app', stat(0, 0o100755))).not.toBeNull();
  expect(sandboxObstacle('/app', stat(1000, 0o104755))).not.toBeNull();
});
