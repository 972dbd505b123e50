#!/usr/bin/env node
// npm run package [-- dir tar.gz deb …] [--drivable] [--allow-fallback-runtime]: bundles and packages the application
// for this platform into release/<variant>/. Without targets: all of the platform's that can be built here.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packagingConfig } from './packaging/config.mjs';
import { setUp } from './setup.mjs';
import { inRoot, root } from './support/paths.mjs';
import { Problem, runMain, say } from './support/say.mjs';

const usualTargets = { linux: ['dir', 'tar.gz', 'deb'], darwin: ['dmg', 'zip'], win32: ['nsis', 'zip'] };

/** npm carries the archiver that electron-builder would fetch from GitHub, and dpkg-deb replaces fpm. */
async function useLocalTools() {
  const { path7za } = await import('7zip-bin');
  fs.chmodSync(path7za, 0o755);
  process.env.ELECTRON_BUILDER_7ZIP_PATH ??= path7za;
  if (process.platform !== 'linux') return;
  const fpm = inRoot('build/packaging/fpm.mjs');
  fs.chmodSync(fpm, 0o755);
  process.env.CUSTOM_FPM_PATH ??= fpm;
}

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      drivable: { type: 'boolean', default: false },
      'allow-fallback-runtime': { type: 'boolean', default: false },
    },
  });
  const { electron } = await setUp();
  const forRelease = electron.source === 'electron';
  if (!forRelease && !values['allow-fallback-runtime']) {
    throw new Problem(
      `Electron ${electron.version} here is the fallback runtime, which must not reach users; for a build to try`,
      'npm run package -- --allow-fallback-runtime',
    );
  }
  // Imported here, when set-up has made sure that the libraries are installed.
  const { bundle } = await import('./bundle.mjs');
  await bundle();
  await useLocalTools();
  const { build, Platform } = await import('electron-builder');
  const variant = values.drivable ? 'drivable' : 'release';
  const targets = positionals.length > 0 ? positionals : usualTargets[process.platform];
  const files = await build({
    projectDir: root,
    targets: Platform.current().createTarget(targets),
    publish: 'never',
    config: packagingConfig({ variant, electronVersion: electron.version, forRelease }),
  });
  for (const file of files) say(path.relative(root, file));
  if (!forRelease) say('NOT FOR RELEASE: packaged with the fallback runtime');
});
