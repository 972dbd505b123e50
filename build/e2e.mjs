#!/usr/bin/env node
// npm run test:e2e [-- Playwright's arguments]: the end-to-end tests on the bundled application, under a virtual
// display where there is none, as an ordinary user even when started as root.
import fs from 'node:fs';
import path from 'node:path';
import { bundle } from './bundle.mjs';
import { fileFor, folderFor } from './support/account.mjs';
import { chooseAccount, ids, makeHome } from './support/desktopUser.mjs';
import { hasDisplay, startVirtualDisplay } from './support/display.mjs';
import { inRoot, root } from './support/paths.mjs';
import { run } from './support/run.mjs';
import { runMain } from './support/say.mjs';

const dist = inRoot('node_modules/electron/dist');

async function playwright(args, account, display) {
  const { environment, remove } = makeHome(account);
  const output = inRoot('test-results', 'e2e');
  fs.rmSync(output, { recursive: true, force: true });
  folderFor(account, output);
  const json = process.env.PLAYWRIGHT_JSON_OUTPUT_FILE;
  if (json) fileFor(account, json);
  const reporter = json ? 'list,json' : 'list';
  const cli = inRoot('node_modules/@playwright/test/cli.js');
  try {
    return await run(
      process.execPath,
      // Playwright removes its output folder first, which needs a parent the account may write to.
      [cli, 'test', `--reporter=${reporter}`, `--output=${path.join(output, 'tests')}`, ...args],
      {
        cwd: root,
        stdio: 'inherit',
        env: { ...process.env, ...environment, ...display },
        ...ids(account),
      },
    );
  } finally {
    remove();
  }
}

await runMain(async () => {
  await bundle();
  const files = [inRoot('dist/electron/main.cjs'), inRoot('e2e'), path.join(dist, 'electron')];
  const account = chooseAccount({ dist, files });
  const virtual = hasDisplay() ? null : await startVirtualDisplay();
  try {
    const display = virtual === null ? {} : { DISPLAY: virtual.display };
    const { code } = await playwright(process.argv.slice(2), account, display);
    process.exitCode = code ?? 1;
  } finally {
    await virtual?.stop();
  }
});
