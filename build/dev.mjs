#!/usr/bin/env node
// npm run dev: the application on Vite's server. A change of the renderer is swapped in at once; a change of main,
// preload, engine or shared bundles them again and restarts the application.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setUp } from './setup.mjs';
import { hasDisplay } from './support/display.mjs';
import { inRoot, root } from './support/paths.mjs';
import { track } from './support/run.mjs';
import { Problem, runMain, say } from './support/say.mjs';

const restartFolders = ['shared', 'electron/engine', 'electron/main', 'electron/preload'];
const settleMilliseconds = 200;

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Vite's server for the renderer. The application fetches from it under its own scheme (electron/main/protocol.ts). */
async function startVite() {
  const port = await freePort();
  const { createServer } = await import('vite');
  const { rendererConfig } = await import('./bundleTargets.mjs');
  const server = await createServer({
    ...rendererConfig({ dev: true }),
    logLevel: 'info',
    clearScreen: false,
    // The page's own address is app://investigator, so its socket has to be told where the server is.
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: port },
    },
  });
  await server.listen();
  return `http://127.0.0.1:${port}`;
}

/** Calls `changed` once for a burst of changes under the folders. */
function watch(folders, changed) {
  let timer;
  for (const folder of folders) {
    fs.watch(inRoot(folder), { recursive: true }, (_, file) => {
      if (file === null || !/\.(ts|csv|sql|json)$/.test(file) || /\.test\.ts$/.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => changed(path.join(folder, file)), settleMilliseconds);
    });
  }
}

/** The running application; `restart` waits for the old one to put its things away. */
function application(executable, env) {
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  let current = null;
  let isRestarting = false;
  const start = () => {
    const args = [...flags, root, ...process.argv.slice(2)];
    const child = track(spawn(executable, args, { cwd: root, env, stdio: 'inherit' }));
    const gone = new Promise((done) => child.once('exit', done));
    current = { child, gone };
    void gone.then(() => {
      if (!isRestarting) process.exit(0);
    });
  };
  const restart = async () => {
    isRestarting = true;
    current.child.kill('SIGTERM');
    await current.gone;
    isRestarting = false;
    start();
  };
  return { start, restart };
}

await runMain(async () => {
  // Before anything is built: a build without it would declare this process one of production.
  process.env.NODE_ENV = 'development';
  const { electron } = await setUp({ display: 'own' });
  if (!hasDisplay()) throw new Problem('there is no display', 'xvfb-run -a npm run dev');
  const { bundle } = await import('./bundle.mjs');
  const only = ['main', 'preload'];
  await bundle({ only, dev: true });
  const vite = await startVite();
  say(`the interface comes from ${vite}; end with Ctrl-C or by closing the window`);

  const app = application(electron.executable, { ...process.env, THREADLINE_INVESTIGATOR_VITE: vite });
  app.start();
  let turn = Promise.resolve();
  watch(restartFolders, (file) => {
    turn = turn.then(async () => {
      const built = await bundle({ only, dev: true }).catch((error) => say(error.message));
      if (!built || built.length === 0) return;
      say(`${file} changed: restarting`);
      await app.restart();
    });
  });
});
