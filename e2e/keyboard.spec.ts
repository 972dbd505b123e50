import path from 'node:path';
import fs from 'node:fs';
import { saveAs } from './support/exporting.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

/** No mouse at all: from the first screen to a written file. */
test('the whole road by keyboard only', async ({ start, demoHome }) => {
  test.setTimeout(240_000);
  const { app, page } = await start();
  const timeline = new Timeline(page);
  const focused = (): Promise<string> =>
    page.evaluate<string>('document.activeElement?.textContent?.trim() ?? ""');
  await page.getByRole('heading', { name: 'Connections' }).waitFor();

  await tabTo('Open the demo');
  await page.keyboard.press('Enter');
  await expect(timeline.list).toBeVisible({ timeout: 120_000 });
  await timeline.isShown();

  await page.keyboard.press('/');
  const value = page.getByRole('combobox');
  await expect(value).toBeFocused();
  await page.keyboard.type('public.payout_accounts');
  await page.keyboard.press('Enter');
  await expect(timeline.chip('table is public.payout_accounts')).toBeVisible();
  await timeline.isShown();

  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(timeline.pane).toBeVisible();
  await expect(timeline.list.locator('[aria-selected="true"]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /in one transaction$/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await timeline.isShown();

  // What is typed goes into the filter, whatever came before: never to the screen, as shortcuts.
  await page.keyboard.press('/');
  await page.keyboard.type('actor:nobody');
  await expect(page.getByRole('combobox', { name: 'actor, value' })).toHaveValue('nobody');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog').getByRole('combobox');
  await expect(palette).toBeFocused();
  await page.keyboard.type('export');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Export these changes' });
  await expect(dialog).toBeVisible();
  const file = path.join(demoHome, 'by-keyboard.csv');
  await saveAs(app, file);
  await tabTo('Choose a place and write');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: /written$/ })).toBeVisible({ timeout: 60_000 });
  expect(fs.statSync(file).size).toBeGreaterThan(100);
  await page.keyboard.press('Escape');

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: /keyboard|keys/i })).toBeVisible();

  async function tabTo(label: string): Promise<void> {
    for (let presses = 0; presses < 40; presses += 1) {
      if ((await focused()) === label) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never reached ${label}`);
  }
});
