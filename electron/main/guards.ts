import { app, type Session, type WebContents } from 'electron';
import { APP_ORIGIN, APP_SCHEME, isAppUrl } from './appScheme.ts';
import type { AskExternal } from './externalLinks.ts';
import type { Logger } from './logging.ts';

/** Every page, whoever makes it: no navigation, no window, no webview. */
export function setupContentGuards(askExternal: AskExternal, log: Logger): void {
  app.on('web-contents-created', (_, contents) => guard(contents, askExternal, log));
}

function guard(contents: WebContents, askExternal: AskExternal, log: Logger): void {
  const prevent = (what: string) => (event: { preventDefault(): void; readonly url?: string }) => {
    // Vite reloads the page when it cannot swap a module.
    if (__DEV__ && isAppUrl(event.url ?? '')) return;
    event.preventDefault();
    log.warn(`prevented ${what}`, { url: event.url ?? null });
  };
  contents.on('will-navigate', prevent('navigation'));
  contents.on('will-frame-navigate', prevent('navigation of a frame'));
  contents.on('will-redirect', prevent('a redirect'));
  contents.on('will-attach-webview', prevent('a webview'));
  // A page may go to about:blank without asking anybody. It is refused every answer there; bring it back.
  contents.on('did-navigate', (_, url) => {
    if (isAppUrl(url)) return;
    log.warn('left the interface', { url });
    // Once this navigation is over: Chromium refuses to begin another one in the middle.
    setImmediate(() => {
      if (contents.isDestroyed()) return;
      contents.loadURL(`${APP_ORIGIN}/`).catch((error: unknown) => log.warn('cannot come back', error));
    });
  });
  contents.setWindowOpenHandler(({ url }) => {
    void askExternal(url);
    return { action: 'deny' };
  });
}

/** Pages may use no device, no permission, and load nothing that is not ours. */
export function setupSessionGuards(session: Session, log: Logger): void {
  session.setPermissionRequestHandler((_, permission, answer) => {
    log.warn('denied a permission', { permission });
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_, answer) => answer({}));
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !isAllowed(url);
    if (cancel) log.warn('blocked a request', { url: url.slice(0, 200) });
    answer({ cancel });
  });
  // Chromium would fetch dictionaries from the network.
  session.setSpellCheckerEnabled(false);
}

function isAllowed(url: string): boolean {
  if (url.startsWith(`${APP_SCHEME}:`) || url.startsWith('data:') || url.startsWith('devtools:')) return true;
  return __DEV__ && /^(?:ws|http):\/\/(?:127\.0\.0\.1|localhost):/.test(url);
}
