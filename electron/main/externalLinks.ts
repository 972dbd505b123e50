import { dialog, shell, type BrowserWindow } from 'electron';

/** Documentation the interface links to. Anything else stays closed: a value of the database may be a URL. */
const ALLOWED_HOSTS = ['www.postgresql.org', 'hexdocs.pm'];

export type AskExternal = (url: string) => Promise<void>;

/** Opens a link in the system's browser when it is https, on the list, and a person agrees. */
export function externalLinks(window: () => BrowserWindow | null): AskExternal {
  return async (url) => {
    const parent = window();
    if (parent === null || !isAllowedExternal(url)) return;
    const { response } = await dialog.showMessageBox(parent, {
      type: 'question',
      message: 'Open this page in your browser?',
      detail: url,
      buttons: ['Open', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
    });
    if (response === 0) await shell.openExternal(url);
  };
}

export function isAllowedExternal(text: string): boolean {
  if (text.length > 2048) return false;
  try {
    const url = new URL(text);
    const plain = url.username === '' && url.password === '' && url.port === '';
    return url.protocol === 'https:' && plain && ALLOWED_HOSTS.includes(url.hostname);
  } catch {
    return false;
  }
}
