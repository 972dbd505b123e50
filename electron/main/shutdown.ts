import { app } from 'electron';
import type { Demo } from './demo.ts';
import type { Logger } from './logging.ts';
import type { Sources } from './sources.ts';

const LONGEST_MS = 8000;

/** Before the process ends: connections closed, the demo's server stopped, but never waiting for ever. */
export function setupShutdown(sources: Sources, demo: Demo, log: Logger): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    void stopAll(sources, demo, log).finally(() => {
      state = 'stopped';
      app.quit();
    });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
}

export async function stopAll(sources: Sources, demo: Demo, log: Logger): Promise<void> {
  const tooLong = new Promise<'late'>((resolve) => {
    setTimeout(() => resolve('late'), LONGEST_MS).unref();
  });
  const stopped = sources.closeAll().then(() => demo.stop());
  const outcome = await Promise.race([stopped.catch((error: unknown) => error), tooLong]);
  if (outcome === 'late') log.warn('gave up waiting for connections and the demo to stop');
  else if (outcome !== undefined) log.error('the demo did not stop', outcome);
}
