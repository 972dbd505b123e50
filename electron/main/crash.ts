import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { app, dialog, shell } from 'electron';
import { now } from '@engine/store/now.ts';
import type { Logger } from './logging.ts';
import { redact } from './redact.ts';

/** How long a reloaded page must have lived to be reloaded once more. */
const CALM_MS = 30_000;

/**
 * The last resort for bugs: write a local report, tell in a small panel of its own, and let the person choose.
 * Nothing is sent anywhere. Core dumps are not made: they would hold passwords and evidence.
 */
export function setupCrashHandling(reportFolder: string, log: Logger): void {
  let showing = false;
  let reloaded = -Infinity;
  const handle = (what: string, error: unknown): void => {
    log.error(what, error);
    const report = writeReport(reportFolder, what, error);
    if (showing || !app.isReady()) return;
    showing = true;
    void showPanel(what, report).finally(() => {
      showing = false;
    });
  };
  process.on('uncaughtException', (error) => handle('an unexpected error', error));
  process.on('unhandledRejection', (error) => handle('an unexpected error', error));
  app.on('render-process-gone', (_, contents, details) => {
    if (details.reason === 'clean-exit') return;
    handle('the window stopped working', { ...details });
    // A page that stops again at once would be reloaded for ever: then the panel decides.
    const again = performance.now() - reloaded < CALM_MS;
    if (again || contents.isDestroyed()) return;
    reloaded = performance.now();
    contents.reload();
  });
  app.on('child-process-gone', (_, details) => {
    if (details.reason !== 'clean-exit' && details.reason !== 'killed')
      log.error('a helper process is gone', details);
  });
}

function writeReport(folder: string, what: string, error: unknown): string | null {
  const at = now();
  const { electron, chrome, node } = process.versions;
  const report = {
    at,
    what,
    application: app.getVersion(),
    platform: `${process.platform}-${process.arch}`,
    versions: { electron, chrome, node },
    error: redact(error),
  };
  const name = `crash-${at.slice(0, 19).replace(/[-:]/g, '')}Z-${randomBytes(3).toString('hex')}.json`;
  const file = path.join(folder, name);
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    return file;
  } catch {
    return null;
  }
}

async function showPanel(what: string, report: string | null): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Threadline Investigator',
    message: `Something went wrong: ${what}.`,
    detail:
      report === null
        ? 'A report could not be written. Nothing was sent anywhere.'
        : `A report was written to\n${report}\nIt stays on this machine. Nothing was sent anywhere.`,
    buttons: ['Continue', 'Restart', 'Show Report'],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 2 && report !== null) shell.showItemInFolder(report);
  if (response === 1) {
    app.relaunch();
    app.quit();
  }
}
