import path from 'node:path';

/** The application's own scheme: a standard, secure origin without the privileges of `file:`. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'investigator';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

const MIME: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

export interface Asset {
  readonly file: string;
  readonly type: string;
}

/**
 * The file a request names, or null: one host, decoded once, inside the root, of a known type. A path without
 * an extension is a screen of the single page (so that reload and deep links work) and gets index.html.
 */
export function resolveAsset(root: string, requestUrl: string): Asset | null {
  let pathname: string;
  try {
    const url = new URL(requestUrl);
    if (url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST || url.username !== '') return null;
    pathname = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  // What is left to decode, a NUL or a backslash has no place in the name of a file of ours.
  if (/[%\0\\]/.test(pathname)) return null;
  const extension = path.posix.extname(pathname);
  const name = extension === '' ? '/index.html' : path.posix.normalize(pathname);
  const file = path.resolve(root, `.${name}`);
  if (!file.startsWith(path.resolve(root) + path.sep)) return null;
  const type = MIME[path.extname(file).toLowerCase()];
  return type === undefined ? null : { file, type };
}

/** True for a page of ours, whichever screen it shows. Chromium's `URL.origin` of own schemes is `null`. */
export function isAppUrl(url: string): boolean {
  try {
    const { protocol, host, username } = new URL(url);
    return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '';
  } catch {
    return false;
  }
}
