import fs from 'node:fs';
import path from 'node:path';
import { folderFor } from './support/account.mjs';
import { chooseAccount, ids, makeHome } from './support/desktopUser.mjs';
import { startVirtualDisplay } from './support/display.mjs';
import { inRoot, root } from './support/paths.mjs';
import { run } from './support/run.mjs';
import { Problem, say } from './support/say.mjs';

/**
 * What `npm start` does where nobody can see a window: the first half of the demo's story in the real application
 * under a virtual display, with numbered pictures and an export in test-results/walk/.
 */
export async function walkWithoutDisplay() {
  const dist = inRoot('node_modules/electron/dist');
  const account = chooseAccount({
    dist,
    files: [inRoot('build/walk/main.mjs'), inRoot('dist/electron/main.cjs'), path.join(dist, 'electron')],
  });
  const folder = inRoot('test-results', 'walk');
  fs.rmSync(folder, { recursive: true, force: true });
  folderFor(account, folder);
  const virtual = await startVirtualDisplay();
  const { home, environment, remove } = makeHome(account);
  try {
    const { code } = await run(process.execPath, [inRoot('build/walk/main.mjs'), folder], {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        ...environment,
        DISPLAY: virtual.display,
        THREADLINE_INVESTIGATOR_HOME: path.join(home, 'investigator'),
      },
      ...ids(account),
    });
    if (code !== 0) throw new Problem(`the walk did not reach its end; its pictures are in ${folder}`);
  } finally {
    remove();
    await virtual.stop();
  }
  say(`pictures and export: ${folder}`);
}
