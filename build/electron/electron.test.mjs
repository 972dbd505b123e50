import net from 'node:net';
import { expect, test } from 'vitest';
import { fallbackPackage, runtimePath } from './fallbackPackage.mjs';
import { reach } from './ownDownload.mjs';

test.each([
  ['Cypress/Cypress', 'electron'],
  ['Cypress/LICENSE.electron.txt', 'LICENSE'],
  ['Cypress/locales/en-US.pak', 'locales/en-US.pak'],
  ['Cypress/libffmpeg.so', 'libffmpeg.so'],
  ['Cypress/resources/app/index.js', null],
  ['Cypress/resources/app/node_modules/x/y.so', null],
  ['Cypress/../../etc/evil.so', null],
  ['elsewhere/icudtl.dat', null],
])('of the fallback package %s becomes %s', (zipPath, place) => {
  expect(runtimePath(zipPath)).toBe(place);
});

test('the fallback is pinned by digest, package and executable', () => {
  expect(fallbackPackage.integrity).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
  expect(fallbackPackage.executableSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(fallbackPackage.version).toMatch(/^\d+\.\d+\.\d+$/);
});

const listening = () =>
  new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => resolve(server));
  });

test('a host that answers is no obstacle; one that refuses or does not exist is named with its reason', async () => {
  const server = await listening();
  const { port } = server.address();
  expect(await reach('127.0.0.1', port)).toBeNull();
  await new Promise((done) => server.close(done));
  expect(await reach('127.0.0.1', port)).toBe('127.0.0.1 cannot be reached: ECONNREFUSED');
  expect(await reach('host.invalid', 443)).toMatch(/^host\.invalid (cannot be reached|does not answer)/);
});

test('a host that swallows the attempt is given up in time', async () => {
  const started = performance.now();
  // A documentation address: nobody answers there.
  expect(await reach('192.0.2.1', 443, 0.2)).toMatch(
    /^192\.0\.2\.1 (does not answer within 0\.2 s|cannot be reached)/,
  );
  expect(performance.now() - started).toBeLessThan(2000);
});
