import fs from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ask, codeOf } from './support/bridge.ts';
import { root } from './support/folders.ts';
import type { Investigator } from './support/launch.ts';
import { expect, test } from './support/test.ts';

/** Electron's security checklist, each point tried on the running application. docs/SECURITY.md names these tests. */
let investigator: Investigator;
let page: Page;

const inPage = (script: string): Promise<unknown> => page.evaluate(script);
/** In a task of its own: what the debugger itself evaluates is exempt from the page's policy. */
const later = (script: string): Promise<unknown> =>
  inPage(`new Promise((done) => setTimeout(() => { try { done(${script}) } catch (e) { done(e.name) } }))`);

test.beforeEach(async ({ shared }) => {
  investigator = shared;
  page = investigator.page;
  await page.getByRole('heading', { name: 'Connections' }).waitFor();
});

test.describe('the page', () => {
  test('has nothing of Node or Electron, only the three functions of the bridge', async () => {
    const globals = [
      'require',
      'process',
      'module',
      'global',
      'Buffer',
      'ipcRenderer',
      '__dirname',
      'electron',
    ];
    for (const name of globals)
      expect(await inPage(`typeof globalThis[${JSON.stringify(name)}]`)).toBe('undefined');
    expect(await inPage('Object.keys(window.investigator).sort()')).toEqual(['call', 'cancel', 'onEvent']);
  });

  test('cannot replace or reach through the bridge', async () => {
    await inPage('try { window.investigator.call = () => 1 } catch {}');
    expect(codeOf(await ask(page, 'app.info', {}))).toBe('ok');
    expect(codeOf(await ask(page, 'settings.get', {}))).toBe('ok');
    // The page's own function constructor is all there is to find behind it, and that may not run.
    expect(await later(`window.investigator.call.constructor('return typeof process')()`)).toBe('EvalError');
  });

  test('runs in a sandboxed process of its own world', async () => {
    const preferences = await investigator.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences: () => Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      webviewTag: false,
    });
    expect(preferences['allowRunningInsecureContent'] ?? false).toBe(false);
    expect(preferences['experimentalFeatures'] ?? false).toBe(false);
    const devTools = await investigator.app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.openDevTools();
      await new Promise((resolve) => setTimeout(resolve, 300));
      return contents?.isDevToolsOpened();
    });
    expect(devTools).toBe(false);
  });

  test('comes from our own scheme with a policy that lets in nothing else', async () => {
    expect(page.url()).toMatch(/^app:\/\/investigator\//);
    const headers = (await inPage(
      'fetch("/index.html").then((r) => Object.fromEntries(r.headers.entries()))',
    )) as Record<string, string>;
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
  });
});

test.describe('the content security policy refuses', () => {
  test.beforeEach(() => investigator.expectProblem(/Content Security Policy/));

  test('inline scripts, handlers and eval', async () => {
    await inPage(`
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.injected = true">');
    `);
    expect(await later(`(0, eval)('1')`)).toBe('EvalError');
    expect(await inPage('window.injected')).toBeUndefined();
  });

  test('scripts, requests, sockets and pictures from anywhere else', async () => {
    const tried = await inPage(`Promise.all([
      fetch('https://example.com/').then(() => 'loaded', () => 'refused'),
      fetch('http://127.0.0.1:9/').then(() => 'loaded', () => 'refused'),
      new Promise((done) => { const s = document.createElement('script'); s.src = 'https://example.com/x.js';
        s.onload = () => done('loaded'); s.onerror = () => done('refused'); document.body.append(s); }),
      new Promise((done) => { const i = new Image(); i.onload = () => done('loaded'); i.onerror = () => done('refused');
        i.src = 'https://example.com/x.png'; }),
      new Promise((done) => { try { const w = new WebSocket('ws://127.0.0.1:9/'); w.onopen = () => done('loaded');
        w.onerror = () => done('refused'); } catch { done('refused'); } }),
    ])`);
    expect(tried).toEqual(['refused', 'refused', 'refused', 'refused', 'refused']);
  });

  test('frames of any kind', async () => {
    await inPage(`for (const src of ['https://example.com/', 'app://investigator/', 'data:text/html,x']) {
      const frame = document.createElement('iframe'); frame.src = src; document.body.append(frame); }`);
    await page.waitForTimeout(300);
    const loaded = page.frames().filter((frame) => frame !== page.mainFrame());
    for (const frame of loaded) expect(frame.url()).toMatch(/^(|about:blank|chrome-error:.*)$/);
  });

  test('style elements and a changed base', async () => {
    await inPage(`document.head.insertAdjacentHTML('beforeend',
      '<style>body { outline: 7px solid red }</style><base href="https://example.com/">');`);
    expect(await inPage('getComputedStyle(document.body).outlineWidth')).not.toBe('7px');
    expect(await inPage('document.baseURI')).toMatch(/^app:/);
  });
});

test.describe('nothing leads away', () => {
  for (const target of [
    'https://example.com/',
    'file:///etc/passwd',
    'data:text/html,<h1>x</h1>',
    'about:blank',
  ])
    test(`not by navigation to ${target}`, async () => {
      if (target.startsWith('file:')) investigator.expectProblem(/Not allowed to load local resource/);
      if (target.startsWith('data:'))
        investigator.expectProblem(/Not allowed to navigate top frame to data URL/);
      await inPage(`void (location.href = ${JSON.stringify(target)})`);
      await page.waitForTimeout(300);
      // Asked of the page itself: Playwright would wait for the navigation that was prevented.
      await expect
        .poll(() =>
          inPage(`location.href + ' ' + document.querySelector('h1')?.textContent`).catch(() => null),
        )
        .toMatch(/^app:\/\/investigator\/.* Connections$/);
    });

  test('not by new windows', async () => {
    investigator.expectProblem(/Not allowed to load local resource/);
    const opened =
      await inPage(`['https://example.com/', 'app://investigator/', 'file:///etc/passwd', 'about:blank']
      .map((url) => { try { return window.open(url) } catch { return null } })`);
    expect(opened).toEqual([null, null, null, null]);
    expect(investigator.app.windows()).toHaveLength(1);
  });

  test('and a link to documentation opens only after a person agreed', async () => {
    await investigator.app.evaluate(({ dialog, shell }) => {
      const seen = { asked: [] as string[], opened: [] as string[], answer: 1 };
      Object.assign(globalThis, { seen });
      dialog.showMessageBox = ((_: unknown, options: { detail: string }) => {
        seen.asked.push(options.detail);
        return Promise.resolve({ response: seen.answer, checkboxChecked: false });
      }) as never;
      shell.openExternal = (url: string) => {
        seen.opened.push(url);
        return Promise.resolve();
      };
    });
    interface Seen {
      asked: string[];
      opened: string[];
      answer: number;
    }
    const seen = (): Promise<Seen> =>
      investigator.app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
    const url = 'https://www.postgresql.org/docs/18/';

    await inPage(`void window.open(${JSON.stringify(url)})`);
    await expect.poll(async () => (await seen()).asked).toEqual([url]);
    expect((await seen()).opened).toEqual([]);

    await investigator.app.evaluate(() => {
      (globalThis as unknown as { seen: Seen }).seen.answer = 0;
    });
    await inPage(`void window.open(${JSON.stringify(url)}); void window.open('https://evil.example/')`);
    await expect.poll(async () => (await seen()).opened).toEqual([url]);
    expect((await seen()).asked).toEqual([url, url]);
  });

  test('not by a webview', async () => {
    await inPage(
      `document.body.insertAdjacentHTML('beforeend', '<webview src="https://example.com/"></webview>')`,
    );
    await page.waitForTimeout(300);
    expect(await inPage('typeof document.querySelector("webview").loadURL')).toBe('undefined');
    const contents = await investigator.app.evaluate(
      ({ webContents }) => webContents.getAllWebContents().length,
    );
    expect(contents).toBe(1);
  });

  test('not by a download', async () => {
    await inPage(
      `{ const a = document.createElement('a'); a.href = '/index.html'; a.download = 'x.html'; a.click(); }`,
    );
    await page.waitForTimeout(300);
    expect(page.url()).toMatch(/^app:/);
  });
});

test('no permission is given', async () => {
  const answers = await inPage(`Promise.all([
    ...['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi', 'persistent-storage']
      .map((name) => navigator.permissions.query({ name }).then((p) => p.state, () => 'refused')),
    navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', () => 'refused'),
    navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'granted', () => 'refused'),
    navigator.clipboard.readText().then(() => 'granted', () => 'refused'),
    Notification.requestPermission().then((state) => state === 'granted' ? state : 'refused'),
  ])`);
  for (const answer of answers as string[]) expect(answer).toMatch(/^(denied|refused)$/);
});

test.describe('our scheme', () => {
  test('serves only the interface, only to GET, only under its own name', async () => {
    investigator.expectProblem(/Failed to load resource|Content Security Policy/);
    const status = (url: string, method = 'GET'): Promise<unknown> =>
      inPage(
        `fetch(${JSON.stringify(url)}, { method: ${JSON.stringify(method)} }).then((r) => r.status, () => 'refused')`,
      );
    expect(await status('/index.html')).toBe(200);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])
      expect(await status('/index.html', method)).not.toBe(200);
    for (const url of [
      '/../electron/main.cjs',
      '/..%2felectron%2fmain.cjs',
      '/%2e%2e/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/%252e%252e%252fpackage.json',
      '/..%5c..%5cpackage.json',
      '//etc/hosts.json',
      '/%2fetc/hosts.json',
      '/index.html%00.json',
      '/nothing.js',
      'app://elsewhere/index.html',
      'file:///etc/passwd',
    ])
      expect(await status(url), url).not.toBe(200);
  });
});

test('the policy of the development server is not in what is built', () => {
  const main = fs.readFileSync(path.join(root, 'dist/electron/main.cjs'), 'utf8');
  expect(main).toContain('frame-ancestors');
  expect(main).not.toContain('unsafe-inline');
  expect(main).not.toContain('THREADLINE_INVESTIGATOR_VITE');
});

test('local state is readable by its owner only', async () => {
  const { home } = investigator;
  await ask(page, 'settings.set', { theme: 'dark', zone: 'utc' });
  const modes = [home, path.join(home, 'settings.json')].map((file) => fs.statSync(file).mode & 0o077);
  expect(modes).toEqual([0, 0]);
});
