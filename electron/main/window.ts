import path from 'node:path';
import { BrowserWindow, screen } from 'electron';
import type { WindowState, WindowStateStore } from '@engine/store/windowState.ts';
import { APP_ORIGIN } from './appScheme.ts';
import type { Logger } from './logging.ts';
import { MIN_SIZE, placeWindow } from './placement.ts';

interface WindowOptions {
  readonly distFolder: string;
  readonly states: WindowStateStore;
  readonly log: Logger;
  /** Colour behind the page until it has drawn. */
  readonly background: string;
  readonly show: boolean;
}

/** Makes the main window where it was last time, still empty. */
export async function createMainWindow(options: WindowOptions): Promise<BrowserWindow> {
  const { distFolder, states, log, background, show } = options;
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  // A damaged or locked file of window places is no reason not to open.
  const saved = await states.get().catch((error: unknown) => {
    log.warn('cannot read where the window was', error);
    return null;
  });
  const { bounds, maximized } = placeWindow(
    saved,
    [primary, ...others].map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    show: false,
    backgroundColor: background,
    autoHideMenuBar: true,
    title: 'Threadline Investigator',
    webPreferences: {
      preload: path.join(distFolder, 'electron', 'preload.cjs'),
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      safeDialogs: true,
      devTools: __DEV__,
    },
  });
  window.once('ready-to-show', () => {
    if (!show) return;
    if (maximized) window.maximize();
    window.show();
  });
  rememberPlace(window, states, log);
  return window;
}

/** Loads the interface. That the page is reloaded or the window closed meanwhile is no failure of it. */
export async function loadInterface(window: BrowserWindow): Promise<void> {
  try {
    await window.loadURL(`${APP_ORIGIN}/`);
  } catch (error) {
    // A window that closes breaks off loading a moment before it counts as destroyed.
    await new Promise((resolve) => setImmediate(resolve));
    const replaced = error instanceof Error && error.message.includes('ERR_ABORTED');
    if (!replaced && !window.isDestroyed()) throw error;
  }
}

function rememberPlace(window: BrowserWindow, states: WindowStateStore, log: Logger): void {
  const SETTLE_MS = 500;
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized()) return;
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
    states.set(state).catch((error: unknown) => log.warn('cannot remember the window', error));
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, SETTLE_MS);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('close', save);
}
