import { app, type BrowserWindow } from 'electron';
import { parseDeepLink } from './deepLink.ts';
import { DEEP_LINK_SCHEME, parseSwitches } from './switches.ts';

/** One application a home: two would fight over its stores. False when another one runs: quit at once. */
export function claimSingleInstance(): boolean {
  return app.requestSingleInstanceLock();
}

/** A second start or a link from the system brings our window forward; a link then navigates, nothing else. */
export function setupDeepLinks(
  window: () => BrowserWindow | null,
  navigate: (to: string) => void,
): { readonly announceEarly: () => void } {
  // A checkout must not take the links of an installed application.
  if (app.isPackaged) app.setAsDefaultProtocolClient(DEEP_LINK_SCHEME);
  // macOS hands over the link that starts the application before there is a window to go anywhere.
  let early: string | null = null;
  const follow = (link: string | null): void => {
    const shown = window();
    if (shown?.isMinimized() === true) shown.restore();
    shown?.focus();
    const to = link === null ? null : parseDeepLink(link);
    if (to === null) return;
    if (shown === null) early = to;
    else navigate(to);
  };
  app.on('second-instance', (_, argv) => follow(parseSwitches(argv).deepLink));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow(url);
  });
  return {
    announceEarly: () => {
      if (early !== null) navigate(early);
      early = null;
    },
  };
}
