#!/usr/bin/env node
// npm start: installs what is missing, bundles, and opens the application on the embedded demo. Without a display it
// plays the first half of the demo's story under a virtual one and leaves pictures and an export.
import path from 'node:path';
import { setUp } from './setup.mjs';
import { sandboxObstacle } from './setup/sandbox.mjs';
import { hasDisplay } from './support/display.mjs';
import { root } from './support/paths.mjs';
import { run } from './support/run.mjs';
import { Problem, runMain, say } from './support/say.mjs';

/** Root has no sandbox with Chromium; anybody else keeps it, or is told what allows it. */
function sandboxFlags(executable) {
  if (process.getuid?.() === 0) {
    say(
      'running as root: Chromium refuses its sandbox to root, so it runs without. Prefer an ordinary user.',
    );
    return ['--no-sandbox'];
  }
  const obstacle = sandboxObstacle(path.dirname(executable));
  if (obstacle !== null)
    throw new Problem(`Chromium's sandbox cannot start: ${obstacle.why}`, obstacle.remedy);
  return [];
}

await runMain(async () => {
  const { electron } = await setUp();
  // Imported here, when set-up has made sure that the libraries are installed.
  const { bundle } = await import('./bundle.mjs');
  const built = await bundle();
  say(built.length > 0 ? `built ${built.join(', ')}` : 'the build is up to date');
  if (!hasDisplay()) {
    say('there is no display: walking through the demo under a virtual one instead');
    const { walkWithoutDisplay } = await import('./walk.mjs');
    await walkWithoutDisplay();
    return;
  }
  const flags = sandboxFlags(electron.executable);
  say('opening the application on its demo (close the window to end)');
  const { code } = await run(electron.executable, [...flags, root, '--open-demo'], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = code ?? 1;
});
