import { app, BrowserWindow } from 'electron';
import type { Logger } from './logging.ts';

const LONGEST_MS = 8000;

export type StopStep = readonly [what: string, stop: () => Promise<void>];

/**
 * Before the process ends: connections closed, the demo's server stopped, files written, in this order, but
 * never waiting for ever. The windows are hidden at once: quitting must look like quitting.
 */
export function setupShutdown(steps: readonly StopStep[], log: Logger): () => Promise<void> {
  let stopping: Promise<void> | null = null;
  let stopped = false;
  const stop = (): Promise<void> => {
    stopping ??= runSteps(steps, log).finally(() => {
      stopped = true;
    });
    return stopping;
  };
  app.on('window-all-closed', () => app.quit());
  // Not in will-quit: by then Electron no longer turns Node's event loop, and waiting would never end.
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    for (const window of BrowserWindow.getAllWindows()) window.hide();
    void stop().then(() => app.quit());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  return stop;
}

async function runSteps(steps: readonly StopStep[], log: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      log.warn('gave up waiting for everything to stop');
      resolve();
    }, LONGEST_MS);
  });
  const all = async (): Promise<void> => {
    for (const [what, stop] of steps) {
      await stop().catch((error: unknown) => log.error(`${what} did not stop`, error));
    }
  };
  await Promise.race([all(), tooLong]);
  clearTimeout(timer);
}
