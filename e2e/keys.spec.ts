import { Connections } from './support/connections.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

/** What a hand that never leaves the keyboard expects of each screen. */
test('filters, palette and transaction by keys', async ({ start, demoHome }) => {
  test.setTimeout(240_000);
  const { app, page } = await start({ home: demoHome });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  const timeline = new Timeline(page);
  await new Connections(page).openDemo();
  await timeline.isShown();
  await expect(timeline.list).toBeFocused();
  await expect(page.getByRole('button', { name: 'Forward' })).toBeDisabled();
  const editor = page.getByRole('dialog', { name: 'Add a filter' });
  const value = editor.getByRole('combobox');

  await test.step('a facet is typed before its value', async () => {
    await page.keyboard.press('/');
    await expect(value).toBeFocused();
    await page.keyboard.type('op:delete');
    await expect(editor.getByRole('button', { name: 'operation', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await expect(value).toHaveValue('delete');
    await page.keyboard.press('Enter');
    // At once, while the editor fades out.
    await page.keyboard.press('/');
    await expect(value).toBeFocused();
    await expect(value).toHaveValue('');
    await expect(timeline.chip('operation is delete')).toBeVisible();
  });

  await test.step('the arrows choose a facet', async () => {
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(editor.getByRole('button', { name: 'actor', exact: true })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(value).toBeFocused();
    await page.keyboard.type('nobody');
    await page.keyboard.press('Enter');
    await expect(editor.getByRole('alert')).toContainText('nobody');
    await expect(editor).not.toContainText('No suggestion');
    await page.keyboard.press('Escape');
    await expect(editor).toHaveCount(0);
  });

  await test.step('filters are cleared by a command', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('clear');
    await expect(page.getByRole('option', { name: /Clear filters/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'All changes' })).toBeVisible();
  });

  await test.step('the palette selects what a text is most likely meant to be', async () => {
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    const best = palette.getByRole('option', { selected: true });
    const said = async (text: string): Promise<void> => {
      await page.keyboard.press('Control+k');
      await palette.getByRole('combobox').fill(text);
    };
    await said('user:1');
    await expect(best).toContainText('Actor user:1');
    await expect(palette.getByRole('option', { name: 'Changes where actor is user:1' })).toBeVisible();
    await expect(palette).not.toContainText('Nothing here');
    await palette.getByRole('combobox').fill('2026-11-05 03:11');
    await expect(best).toHaveText('Changes within 5 minutes of 2026-11-05 03:11:00.000000Z');
    await palette.getByRole('combobox').fill('theme');
    await expect(palette.getByRole('option', { name: /in use/ })).toHaveCount(1);
    await palette.getByRole('combobox').fill('back');
    await expect(palette).not.toContainText('Forward');
    await palette.getByRole('combobox').fill('timeline');
    await expect(best).toContainText('Timeline');
    await palette.getByRole('combobox').fill('refunds_of_nobody');
    await expect(palette).toContainText('No id and no recorded value here is refunds_of_nobody', {
      timeout: 20_000,
    });
    await expect(best).toHaveCount(0);
    await palette.getByRole('combobox').fill('orders');
    await expect(best).toHaveText('Changes where table is public.orders');
    await page.keyboard.press('ArrowDown');
    await expect(best).not.toHaveText('Changes where table is public.orders');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(timeline.chip('table is public.orders')).toBeVisible();
    await timeline.isShown();
    await expect(timeline.list).toBeFocused();

    await timeline.changes.first().click();
    const txid = /txid (\d+)/.exec((await timeline.pane.textContent()) ?? '')?.[1] ?? '';
    const change = (await timeline.changes.first().getAttribute('id'))?.replace('change-', '') ?? '';
    await said(change);
    await expect(best).toContainText('public.orders #');
    await page.keyboard.press('Escape');
    await said(txid);
    await palette.getByRole('option', { name: `Transaction number ${txid}` }).click();
    await expect(page.getByRole('heading', { name: /in one transaction$/ })).toBeVisible();
    await expect(page.getByRole('main')).toContainText(txid);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await page.keyboard.press('Escape');
    await timeline.isShown();
    await expect(timeline.list).toBeFocused();
    await said('4711');
    await expect(best).toContainText('Row public.members #4711');
    await palette.getByRole('option', { name: 'Value order_no of public.orders' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('orders #90233');
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await said(change);
    // Before the answer: it is followed when it comes.
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: /in one transaction$/ })).toBeVisible();
    await said('timeline');
    await page.keyboard.press('Enter');
    await timeline.isShown();
  });

  await test.step('Enter presses the focused button and nothing else; j takes the focus to the list', async () => {
    await timeline.isShown();
    await page.keyboard.press('j');
    await expect(timeline.pane).toBeVisible();
    await timeline.pane.getByRole('tab', { name: 'Raw' }).focus();
    await page.keyboard.press('Enter');
    await expect(timeline.pane.getByRole('tab', { name: 'Raw' })).toHaveAttribute('aria-selected', 'true');
    // A machine under load may not have seen the pointer come.
    await expect(async () => {
      await page.mouse.move(400, 400);
      await page.getByRole('button', { name: /^Switch to / }).hover();
      await expect(page.getByText(/^Switch to /)).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 20_000 });
    await page.keyboard.press('Escape');
    await expect(timeline.pane).toHaveCount(0);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: /in one transaction$/ })).toBeVisible();
  });

  await test.step('j and k go from change to change, Enter opens one', async () => {
    const opened = page.getByRole('heading', { name: /^What changed/ });
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect(opened).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(opened).toHaveCount(0);
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await expect(opened).toHaveCount(1);
  });
});
