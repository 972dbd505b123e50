#!/usr/bin/env node
// npm run test:smoke: starts the packaged application of release/release/ with --smoke, where it opens its own demo,
// reads a page and exports; checks its fuses and that everything it needs is inside.
import fs from 'node:fs';
import path from 'node:path';
import { wrongFuses } from './packaging/fuses.mjs';
import { chooseAccount, ids, makeHome } from './support/desktopUser.mjs';
import { hasDisplay, startVirtualDisplay } from './support/display.mjs';
import { inRoot } from './support/paths.mjs';
import { reason, run } from './support/run.mjs';
import { Problem, runMain, say } from './support/say.mjs';

const seconds = 180;
/** electron-builder names its folders after the architecture, but for x64. */
const arch = process.arch === 'x64' ? '' : `-${process.arch}`;
const executables = {
  linux: `linux${arch}-unpacked/threadline-investigator`,
  darwin: `mac${arch}/Threadline Investigator.app/Contents/MacOS/Threadline Investigator`,
  win32: `win${arch}-unpacked/Threadline Investigator.exe`,
};

async function smoke(executable, account, display) {
  const { home, environment, remove } = makeHome(account);
  const flags = process.getuid?.() === 0 && account === null ? ['--no-sandbox'] : [];
  try {
    return await run(executable, ['--smoke', '--disable-gpu', ...flags], {
      cwd: home,
      env: {
        PATH: process.env.PATH,
        LANG: 'C.UTF-8',
        ...environment,
        DISPLAY: process.env.DISPLAY,
        THREADLINE_INVESTIGATOR_HOME: path.join(home, 'investigator'),
        ...display,
      },
      timeout: seconds * 1000,
      onOutput: (text) => process.stdout.write(text),
      ...ids(account),
    });
  } finally {
    remove();
  }
}

await runMain(async () => {
  const executable = inRoot('release/release', executables[process.platform]);
  if (!fs.existsSync(executable)) {
    throw new Problem('there is no packaged application', 'npm run package -- dir --allow-fallback-runtime');
  }
  const wrong = await wrongFuses(executable, 'release');
  if (wrong.length > 0) throw new Problem(`the packaged executable has wrong fuses: ${wrong.join('; ')}`);
  say('fuses are as they should be');
  const account = chooseAccount({ dist: path.dirname(executable), files: [executable] });
  const virtual = hasDisplay() ? null : await startVirtualDisplay();
  try {
    const result = await smoke(executable, account, virtual === null ? {} : { DISPLAY: virtual.display });
    if (result.code !== 0)
      throw new Problem(`the packaged application failed its smoke run (${reason(result)})`);
  } finally {
    await virtual?.stop();
  }
});
