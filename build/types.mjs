#!/usr/bin/env node
// npm run check:types: TypeScript over everything, the renderer under its own settings, and main and preload once
// more against the types of the oldest Electron they must run on.
import fs from 'node:fs';
import path from 'node:path';
import { fallbackPackage } from './electron/fallbackPackage.mjs';
import { fetchPackage } from './support/npmPackage.mjs';
import { inCache, inRoot, root } from './support/paths.mjs';
import { run } from './support/run.mjs';
import { failWith, runMain, say } from './support/say.mjs';

const oldElectron = {
  name: 'electron',
  version: fallbackPackage.electron,
  integrity:
    'sha512-SG/nmSsK9Qg1p6wAW+ZfqU+AV8cmXMTIklUL18NnOKfZLlum4ZsDoVdmmmlL39ZmeCaq27dr7CgslRPahfoVJg==',
};

const tsc = inRoot('node_modules/typescript/bin/tsc');

/** A configuration in which `electron` means the old package's types; returns its file. */
async function oldElectronProject() {
  const types = await fetchPackage({
    ...oldElectron,
    about: 'its types only',
    target: inCache('electron', `types-${oldElectron.version}`),
    only: ['electron.d.ts', 'package.json'],
  });
  const file = inCache('electron', 'tsconfig.json');
  const from = (target) => path.relative(path.dirname(file), target);
  const config = {
    extends: from(inRoot('tsconfig.json')),
    compilerOptions: {
      rootDir: from(root),
      typeRoots: [from(inRoot('node_modules/@types'))],
      paths: {
        electron: [`./${from(path.join(types, 'electron.d.ts'))}`],
        '@shared/*': [`${from(inRoot('shared'))}/*`],
        '@engine/*': [`${from(inRoot('electron/engine'))}/*`],
      },
    },
    include: ['main/**/*.ts', 'preload/**/*.ts', 'engine/**/*.d.ts'].map((files) =>
      from(inRoot('electron', files)),
    ),
    exclude: [`${from(inRoot('electron'))}/**/*.test.ts`],
  };
  fs.writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`);
  return file;
}

await runMain(async () => {
  const projects = [
    ['everything outside the renderer', inRoot('tsconfig.json')],
    ['renderer', inRoot('renderer/tsconfig.json')],
    [`main and preload against Electron ${oldElectron.version}`, await oldElectronProject()],
  ];
  let failed = false;
  for (const [index, [title, project]] of projects.entries()) {
    const cache = inCache('types', `${index}.tsbuildinfo`);
    const args = [
      '--noEmit',
      '--incremental',
      '--tsBuildInfoFile',
      cache,
      '--pretty',
      'false',
      '-p',
      project,
    ];
    const { code, output } = await run(process.execPath, [tsc, ...args], { cwd: root });
    say(`${code === 0 ? '✓' : '✗'} ${title}`);
    if (code !== 0) process.stdout.write(output);
    failed ||= code !== 0;
  }
  if (failed) failWith('types do not agree');
});
