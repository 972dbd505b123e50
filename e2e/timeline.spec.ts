import type { Page } from '@playwright/test';
import { Connections } from './support/connections.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

/** What the timeline tells besides its rows, and the ways it leads on, on the demo's own night. */
test('over time, by value, by burst, around, different, marked, kept', async ({ start, demoHome }) => {
  test.setTimeout(300_000);
  expect(demoHome).toBeTruthy();
  const { app, page } = await start();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900));
  const timeline = new Timeline(page);
  await new Connections(page).openDemo();
  await timeline.isShown();
  const said = page.getByTestId('histogram-said');
  const plot = page.getByRole('slider', { name: 'Changes over time, bucket by bucket' });
  const facets = page.getByRole('region', { name: 'Facets' });

  await test.step('the histogram and the facets count the same changes', async () => {
    await expect(said).toContainText('counted at', { timeout: 30_000 });
    await expect(facets).toContainText(/Counted in [\d,]+ changes at/, { timeout: 30_000 });
    const total = numberIn(await said.locator('b').textContent());
    expect(total).toBeGreaterThan(50_000);
    expect(numberIn(/in ([\d,]+) changes/.exec((await facets.textContent()) ?? '')?.[1])).toBe(total);
    const operations = facets.getByRole('region', { name: 'Operation' }).getByRole('listitem');
    const counts = (await operations.allTextContents()).map((text) => numberIn(/[\d,]+$/.exec(text)?.[0]));
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(total);
  });

  await test.step('by keyboard the list goes to a bucket, and a stretch becomes the window', async () => {
    await plot.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(plot).toHaveAttribute('aria-valuenow', '1');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toContain('at=');
    await expect(page.getByText(/loaded, .* back to/)).toBeVisible();
    await timeline.isShown();
    const first = (await timeline.changes.first().textContent()) ?? '';
    // Nothing of what lies above is in sight, and Home leads back to the newest.
    await page.keyboard.press('Home');
    await page.getByRole('grid').focus();
    await page.keyboard.press('Home');
    await expect.poll(() => page.url()).not.toContain('at=');
    await expect(timeline.changes.first()).not.toHaveText(first);
    await plot.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toMatch(/from=.*to=/);
    await page.getByRole('button', { name: 'This window' }).click();
    await expect(said).toContainText('counted at');
    await page.getByRole('button', { name: 'Leave the window' }).click();
    await expect.poll(() => page.url()).not.toContain('from=');
  });

  await test.step('a table says the same, and leads there', async () => {
    await page.getByRole('button', { name: 'Changes over time as a table' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('columnheader', { name: /From, for/ })).toBeVisible();
    await dialog.getByRole('row').nth(3).getByRole('button').click();
    await expect(dialog).toHaveCount(0);
    await expect.poll(() => page.url()).toContain('at=');
  });

  await test.step('a value narrows, and what it would give is what it gives', async () => {
    await go(page, '#/timeline');
    const line = facets.getByRole('region', { name: 'Operation' }).getByRole('button', { name: /delete/ });
    const count = /[\d,]+$/.exec((await line.first().textContent()) ?? '')?.[0];
    await line.first().click();
    await expect(timeline.chip('operation')).toBeVisible();
    await expect.poll(() => timeline.counted()).toBe(`${count} changes`);
    const table = facets.getByRole('region', { name: 'Table' });
    await table.getByRole('listitem').first().hover();
    await table
      .getByRole('button', { name: /^Exclude/ })
      .first()
      .click();
    await expect(timeline.chip('table is not')).toBeVisible();
    await page.keyboard.press('f');
    await expect(facets).toHaveCount(0);
    await page.keyboard.press('f');
    await expect(facets).toBeVisible();
  });

  await test.step('a change that was written later is marked, and the detail says when', async () => {
    await go(page, `#/timeline?table=public.payout_accounts&pk=${encodeURIComponent('{"id": "311"}')}`);
    const forged = timeline.changes.filter({ hasText: 'admin:4' });
    await expect(forged.getByText('written later')).toBeAttached({ timeout: 30_000 });
    await forged.click();
    await expect(timeline.pane).toContainText(/Recorded \d+ \w+ 14:21, written \d+ \w+ 03:42/, {
      timeout: 30_000,
    });
    await expect(page.getByText('all of them loaded')).toBeVisible();
  });

  await test.step('what happened around it, by any actor', async () => {
    await timeline.pane.getByRole('tab', { name: 'Around' }).click();
    const around = timeline.pane.getByRole('list', { name: /Changes around/ });
    await expect(around.getByRole('button')).toHaveCount(24);
    await expect(around.locator('[aria-current]')).toContainText('payout_accounts');
    await page.keyboard.press('o');
    await expect(timeline.chip('table')).toHaveCount(0);
    await expect(page.getByRole('row', { selected: true })).toContainText('14:21:07');
    await expect(timeline.changes.first()).toBeVisible();
    await expect(timeline.pane).toBeVisible();
  });

  await test.step('bursts have their span, and what is different about an actor narrows to it', async () => {
    await go(page, '#/timeline?actor=admin:17&group=burst');
    await expect(page.getByText(/span of captured writes/).first()).toBeVisible();
    await page.keyboard.press('d');
    const dialog = page.getByRole('dialog');
    const thief = dialog.getByRole('button', { name: '{"ip": "203.0.113.77"}' });
    await expect(thief).toBeVisible({ timeout: 30_000 });
    await thief.click();
    await expect(timeline.chip('meta')).toBeVisible();
    await expect.poll(() => timeline.counted()).toBe('63 changes');
    await expect(page.getByText(/63 changes in \d+ transactions/).first()).toBeVisible();
  });

  await test.step('a question is kept, opened, renamed, deleted and taken back', async () => {
    await page.keyboard.press('v');
    const views = page.getByRole('dialog', { name: 'Saved views' });
    await views.getByLabel('Save this question as').fill('The night');
    await page.keyboard.press('Enter');
    await expect(views.getByRole('button', { name: 'Rename The night' })).toBeVisible();
    await views.getByRole('button', { name: 'Rename The night' }).click();
    await page.getByLabel('New name of The night').fill('Night of the 5th');
    await page.keyboard.press('Enter');
    await expect(views.getByRole('button', { name: 'Rename Night of the 5th' })).toBeVisible();
    await page.keyboard.press('Escape');
    await go(page, '#/timeline');
    await page.keyboard.press('v');
    await views.getByRole('button', { name: /^Night of the 5th/ }).click();
    await expect(timeline.chip('meta')).toBeVisible();
    await expect.poll(() => page.url()).toContain('group=burst');
    await page.keyboard.press('v');
    await views.getByRole('button', { name: 'Delete Night of the 5th' }).click();
    await expect(views.getByRole('button', { name: 'Delete Night of the 5th' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText('Night of the 5th is back')).toBeVisible();
    await page.getByRole('button', { name: 'Saved views: Night of the 5th' }).click();
    await expect(views.getByRole('button', { name: 'Delete Night of the 5th' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('a scope in the address is shown as it is asked, and taken apart', async () => {
    const members = ['actor=user:9001', 'table=public.api_keys&op=insert'].map(encodeURIComponent);
    await go(page, `#/timeline?any=${members.join('&any=')}`);
    await timeline.isShown();
    const both = numberIn(await timeline.counted());
    await page
      .getByRole('button', { name: 'Remove: operation is insert and table is public.api_keys' })
      .or(page.getByRole('button', { name: 'Remove: table is public.api_keys and operation is insert' }))
      .click();
    await expect(page.getByRole('button', { name: 'Remove: actor is user:9001' })).toBeVisible();
    await expect.poll(async () => numberIn(await timeline.counted())).toBeLessThan(both);
  });
});

function numberIn(text: string | null | undefined): number {
  return Number((text ?? '').replace(/[^\d]/g, ''));
}

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}
