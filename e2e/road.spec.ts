import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cli } from './support/cli.ts';
import { Connections } from './support/connections.ts';
import { exportTo, saveAs } from './support/exporting.ts';
import { remove, temporary } from './support/folders.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

/** How other processes reach the demo that the application runs. */
function demoUrl(home: string): string {
  const owner = JSON.parse(fs.readFileSync(path.join(home, 'pg', 'demo.owner.json'), 'utf8')) as {
    access: { host: string; port: number; password: string };
  };
  const { host, port, password } = owner.access;
  return `postgresql://investigator:${password}@${host}:${port}/shop`;
}

const sha256 = (file: string): string => createHash('sha256').update(fs.readFileSync(file)).digest('hex');

test.describe('the road', () => {
  let folder: string;
  test.beforeEach(() => {
    folder = temporary('export');
  });
  test.afterEach(() => remove(folder));

  test('demo, filter, transaction, export; the file holds what the command line writes', async ({
    start,
    demoHome,
  }) => {
    test.setTimeout(240_000);
    const { app, page } = await start();
    const timeline = new Timeline(page);
    await new Connections(page).openDemo();
    await timeline.isShown();
    expect(await timeline.counted()).toMatch(/^at least 10,\d{3} changes$|^[\d,]+ changes$/);

    await timeline.addFilter('table', 'public.payout_accounts');
    await expect(timeline.chip('table is public.payout_accounts')).toBeVisible();
    await timeline.isShown();
    const counted = await timeline.counted();

    const first = timeline.changes.first();
    const change = (await first.getAttribute('id'))?.replace('change-', '') ?? '';
    await timeline.openTransactionOf(first);
    await expect(page.getByRole('heading', { name: /changes? in one transaction$/ })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Changes of this transaction' })).toContainText(
      'payout_accounts',
    );
    expect(page.url()).toMatch(/#\/transaction\/[0-9a-f-]{36}/);

    await page.goBack();
    await timeline.isShown();
    const file = path.join(folder, 'payout accounts, äß.csv');
    const exported = await exportTo(app, page, file, 'CSV');
    expect(exported.rows).toBe(`${counted} written`);
    expect(exported.sha256).toBe(sha256(file));
    expect(fs.readdirSync(folder)).toEqual([path.basename(file)]);
    const text = fs.readFileSync(file, 'utf8');
    expect(text.startsWith('id,transaction_id,')).toBe(true);
    expect(text).toContain(change);

    // The same question on the command line, asked of the same running server.
    const mine = path.join(folder, 'cli.csv');
    const filters = ['--table', 'public.payout_accounts', '--max-rows', 'all'];
    cli(demoHome, 'export', '--url', demoUrl(demoHome), ...filters, '--format', 'csv', '--output', mine);
    expect(fs.readFileSync(mine).equals(fs.readFileSync(file))).toBe(true);
  });

  test('choosing no place leaves nothing behind', async ({ start, demoHome }) => {
    test.setTimeout(240_000);
    const { app, page } = await start({ home: demoHome });
    await new Connections(page).openDemo();
    await new Timeline(page).isShown();
    await saveAs(app, null);
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: 'Export these changes' });
    await dialog.getByRole('button', { name: 'Choose a place and write' }).click();
    await expect(dialog.getByRole('button', { name: 'Choose a place and write' })).toBeEnabled();

    expect(fs.readdirSync(folder)).toEqual([]);
  });
});
