import fs from 'node:fs';
import path from 'node:path';
import { listen } from './support/bridge.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

test('the menu and links from outside lead to screens, and nowhere else', async ({ shared }) => {
  const { app, page } = shared;
  await page.getByRole('heading', { name: 'Connections' }).waitFor();
  const heard = await listen(page);
  await app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((menu) => menu.submenu?.items ?? []) ?? [];
    items.find(({ label }) => label === 'Keyboard Shortcuts')?.click();
  });
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  const follow = (link: string): Promise<unknown> =>
    app.evaluate(({ app: electron }, url) => electron.emit('second-instance', {}, ['app', url]), link);
  for (const link of ['investigator://purge?execute=1', 'https://evil.example/', 'investigator://a@timeline'])
    await follow(link);
  await follow('investigator://timeline?table=public.users');
  await expect.poll(() => page.url()).toMatch(/#\/timeline\?.*table=/);
  expect(await heard()).toEqual([
    { type: 'command', command: 'shortcuts' },
    { type: 'navigate', to: '/timeline?table=public.users' },
  ]);
});

test('a second start on the same home ends at once and leaves the first alone', async ({ start }) => {
  const first = await start();
  const second = start().then(
    () => 'opened a window',
    () => 'ended',
  );
  expect(await second).toBe('ended');
  await expect(first.page.getByRole('heading', { name: 'Connections' })).toBeVisible();
});

test('the window comes back where it was, but not onto a screen that is gone', async ({ start, home }) => {
  const file = path.join(home, 'window.json');
  const bounds = { x: 40, y: 60, width: 1100, height: 720 };
  const remember = (at: typeof bounds): void =>
    fs.writeFileSync(file, JSON.stringify({ version: 1, window: { bounds: at, maximized: false } }));
  remember(bounds);
  const first = await start();
  const place = (app: typeof first.app): Promise<typeof bounds | undefined> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  expect(await place(first.app)).toMatchObject({ width: 1100, height: 720 });
  await first.app.close();

  remember({ ...bounds, x: 20_000, y: 20_000 });
  const second = await start();
  const shown = await place(second.app);
  expect(shown?.x).toBeLessThan(10_000);
  expect(shown?.y).toBeLessThan(10_000);
});

test('--open-demo opens the demo without being asked', async ({ start, demoHome }) => {
  test.setTimeout(300_000);
  const { page } = await start({ home: demoHome, args: ['--open-demo'] });
  await expect(page.getByRole('grid')).toBeVisible({ timeout: 120_000 });
  await new Timeline(page).isShown();
});
