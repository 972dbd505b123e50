import path from 'node:path';
import type { Page } from '@playwright/test';
import { Connections } from './support/connections.ts';
import { saveAs } from './support/exporting.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

/** What a question can hold, what an answer says besides its rows, and that nothing is lost on the way. */
test('seldom filters, slips, and what has no captured change', async ({ start, demoHome }) => {
  test.setTimeout(180_000);
  expect(demoHome).toBeTruthy();
  const { app, page, home } = await start();
  const timeline = new Timeline(page);
  await new Connections(page).openDemo();
  await timeline.isShown();

  await test.step('a value is filtered by its typed name; the selection outlives a window of time', async () => {
    await page.keyboard.press('/');
    const editor = page.getByRole('dialog', { name: 'Add a filter' });
    await expect(editor.getByRole('button', { name: 'txid' })).toHaveCount(0);
    await editor.getByRole('combobox').fill('value:order_no=4711');
    await expect(editor.getByRole('button', { name: 'value', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await page.keyboard.press('Enter');
    await expect(timeline.chip('value')).toBeVisible();
    await expect.poll(() => timeline.counted()).toBe('6 changes');
    await page.keyboard.press('End');
    await expect(timeline.pane).toContainText('user:2088');
    await page.keyboard.press('w');
    await page.getByLabel('From, inclusive').fill('2020-01-01');
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect(timeline.chip('value')).toBeVisible();
    await expect(timeline.pane).toContainText('user:2088');
    await page.keyboard.press('Home');
    await expect(timeline.pane).toContainText('admin:4');
  });

  await test.step('an unknown table is named as that, and mended', async () => {
    await go(page, '#/timeline?table=order');
    await expect(page.getByText('did you mean "orders"?')).toBeVisible();
    await expect(page.getByText('Deleted by retention')).toHaveCount(0);
    await page.getByRole('button', { name: 'Ask for orders' }).click();
    await expect(timeline.changes.first()).toContainText('orders');
  });

  await test.step('a correlation says what it did besides, a number that its transaction is empty', async () => {
    await go(page, '#/timeline?correlation_id=web-5e07b1');
    const besides = page.getByRole('note');
    await expect(besides).toContainText(
      '3 more actions and 1 transaction without captured changes carry this correlation',
    );
    await besides.getByRole('link').click();
    await expect(page.getByRole('heading', { name: 'Transaction without a captured change' })).toBeVisible();
    const txid = (await page.getByText(/^txid \d+$/).textContent())?.replace('txid ', '') ?? '';
    await go(page, `#/timeline?txid=${txid}`);
    await expect(page.getByRole('note')).toContainText(
      `transaction ${txid} is recorded, no captured change belongs to it`,
    );
  });

  await test.step('an export remembers its format and ends with one key', async () => {
    await go(page, '#/timeline?correlation_id=web-5e07b1');
    await expect(timeline.changes.first()).toBeVisible();
    await page.keyboard.press('e');
    const format = page.getByRole('group', { name: 'Format' });
    await format.getByRole('button', { name: 'JSON', exact: true }).click();
    await expect(page.getByText('Not in the file: meta of the transactions')).toBeVisible();
    await saveAs(app, path.join(home, 'night.json'));
    await page.getByRole('button', { name: 'Choose a place and write' }).click();
    await expect(page.getByRole('button', { name: 'Done' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('e');
    await expect(format.getByRole('button', { name: 'JSON', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });
});

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}
