import type { Page } from '@playwright/test';
import { ask, askRaw, codeOf } from './support/bridge.ts';
import { readLog, type Investigator } from './support/launch.ts';
import { expect, test } from './support/test.ts';

/** What main accepts from a page: tried with everything an honest page would never send. */
let investigator: Investigator;
let page: Page;

const inPage = (script: string): Promise<unknown> => page.evaluate(script);

test.beforeEach(async ({ shared }) => {
  investigator = shared;
  page = investigator.page;
  await page.getByRole('heading', { name: 'Connections' }).waitFor();
});

test.describe('a message to main is rejected', () => {
  const good = { id: 'x1', channel: 'settings.get', payload: {} };

  test('when its channel or envelope is not known', async () => {
    for (const message of [
      { ...good, channel: 'profiles.delete_everything' },
      { ...good, channel: '__proto__' },
      { ...good, channel: 'constructor' },
      { ...good, id: '' },
      { ...good, id: 'x'.repeat(65) },
      { ...good, extra: 1 },
      { channel: 'settings.get', payload: {} },
      'settings.get',
      null,
    ])
      expect(codeOf(await askRaw(page, message)), JSON.stringify(message)).toBe('rejected');
    expect(readLog(investigator.home)).toContain('rejected an IPC message');
  });

  test('when it is too large, too deep or not plain data', async () => {
    const sized = (script: string): Promise<unknown> =>
      inPage(`window.investigator.call({ id: 'x1', channel: 'clipboard.write', payload: ${script} })
        .then((r) => r.ok ? 'ok' : r.error.code, () => 'refused')`);
    expect(await sized(`{ text: 'x'.repeat(3_000_000) }`)).toBe('rejected');
    expect(await sized(`Array.from({ length: 50_000 }, () => 1)`)).toBe('rejected');
    expect(await sized(`{ a: {a:{a:{a:{a:{a:{a:{a:{a:{a:{a:{a:{a:{a:{a:{a:{a:{}}}}}}}}}}}}}}}}}}`)).toBe(
      'rejected',
    );
    expect(await sized(`{ text: new Date() }`)).toMatch(/^(rejected|refused)$/);
    expect(await sized(`{ text: new Map([[1, 2]]) }`)).toMatch(/^(rejected|refused)$/);
    expect(await sized(`{ text: 1n }`)).toMatch(/^(rejected|refused)$/);
    expect(await sized(`{ text: () => 1 }`)).toMatch(/^(rejected|refused)$/);
  });

  test('when it tries to reach a prototype', async () => {
    const polluted = `JSON.parse('{"__proto__":{"polluted":true},"theme":"dark","zone":"utc"}')`;
    const code = await inPage(
      `window.investigator.call({ id: 'x1', channel: 'settings.set', payload: ${polluted} }).then((r) => r.ok ? 'ok' : r.error.code)`,
    );
    // contextBridge may drop the key on its way; then nothing of it is left to reject.
    expect(['rejected', 'ok']).toContain(code);
    expect(
      codeOf(await ask(page, 'settings.set', { constructor: { prototype: {} }, theme: 'dark', zone: 'utc' })),
    ).toBe('rejected');
    const polluting = await investigator.app.evaluate((): { polluted?: boolean } => ({}));
    expect(polluting.polluted).toBeUndefined();
  });

  test('when its payload breaks the schema of its channel', async () => {
    const cases: readonly [string, unknown][] = [
      ['settings.set', { theme: 'pink', zone: 'utc' }],
      ['settings.set', { theme: 'dark', zone: 'utc', admin: true }],
      ['timeline.page', { source: '../../x', filters: {}, cursor: null, direction: 'older', limit: 50 }],
      [
        'timeline.page',
        { source: 'src_0123456789abcdef', filters: {}, cursor: null, direction: 'older', limit: 5000 },
      ],
      ['transactions.get', { source: 'src_0123456789abcdef', id: "' OR 1=1" }],
      ['exports.reveal', { path: 42 }],
    ];
    for (const [channel, payload] of cases)
      expect(codeOf(await ask(page, channel, payload)), channel).toBe('invalid_request');
  });

  test('when it names a connection or a file that was never given out', async () => {
    const source = 'src_0123456789abcdef';
    expect(codeOf(await ask(page, 'catalog.info', { source }))).toBe('unknown_source');
    expect(codeOf(await ask(page, 'exports.reveal', { path: '/etc/passwd' }))).toBe('not_found');
    const run = { source, filters: {}, format: 'csv', max_rows: 1, include_action_metadata: false };
    expect(codeOf(await ask(page, 'exports.run', { ...run, target: '/tmp/x.csv' }))).toBe('not_found');
  });

  test('when it comes from another window', async () => {
    const answer = await investigator.app.evaluate(async ({ app, BrowserWindow }) => {
      const preload = `${app.getAppPath()}/dist/electron/preload.cjs`;
      const call = `window.investigator.call({ id: 'x1', channel: 'profiles.list', payload: {} }).then((r) => r.ok ? 'ok' : r.error.code)`;
      const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await window.loadURL('app://investigator/');
      const code: unknown = await window.webContents.executeJavaScript(call);
      window.destroy();
      return code;
    });
    expect(answer).toBe('rejected');
    expect(readLog(investigator.home)).toContain('the window is not ours');
  });
});

test('cancelling what is not there, or with nonsense, harms nothing', async () => {
  await inPage(`window.investigator.cancel('nothing'); window.investigator.cancel({ toString() { throw 1 } }.x);
    window.investigator.cancel(42); window.investigator.cancel('../..');`);
  expect(codeOf(await ask(page, 'app.info', {}))).toBe('ok');
});
