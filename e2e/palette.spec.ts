import { ask } from './support/bridge.ts';
import { Connections } from './support/connections.ts';
import { startDatabase } from './support/database.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

interface Box {
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly textContent: string;
}

/** Whatever a ticket, a log or a caller says leads somewhere, or it is said that it is not here. */
test('the palette on the demo', async ({ start, demoHome }) => {
  test.setTimeout(240_000);
  const { app, page } = await start({ home: demoHome });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  const timeline = new Timeline(page);
  await new Connections(page).openDemo();
  await timeline.isShown();
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const field = palette.getByRole('combobox');
  const options = palette.getByRole('option');
  const best = palette.getByRole('option', { selected: true });
  const typed = async (text: string): Promise<void> => {
    if ((await palette.count()) === 0) await page.keyboard.press('Control+k');
    await field.fill(text);
  };
  const isAnswered = async (): Promise<void> =>
    await expect(palette.locator('[aria-busy=true]')).toHaveCount(0, { timeout: 30_000 });

  await test.step('what is not here is said, with how far it was looked for, and nothing is chosen', async () => {
    await typed('kaskadenfehler');
    await expect(best).toContainText('Looking for kaskadenfehler');
    await expect(palette.getByRole('status').first()).toContainText(
      /No id and no recorded value here is kaskadenfehler: searched all \d\d,\d{3} changes\./,
      { timeout: 30_000 },
    );
    await expect(best).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(palette).toBeVisible();
    // More letters: again nothing is chosen beforehand.
    await page.keyboard.type('x');
    await isAnswered();
    await expect(palette.getByRole('status').first()).toContainText('kaskadenfehlerx');
    await expect(best).toHaveCount(0);
    await page.keyboard.press('ArrowDown');
    await expect(best).toHaveText('Changes where table is kaskadenfehlerx');
    await page.keyboard.press('ArrowUp');
    await expect(best).toHaveText('Changes where correlation is kaskadenfehlerx');
  });

  await test.step('an order of a ticket leads to its table first', async () => {
    await typed('order 4711');
    await expect(best).toContainText('Value order_no of public.orders', { timeout: 30_000 });
    await expect(best).toContainText(/\d+ changes · newest \d+ \w+ \d\d:\d\d$/);
    await typed('account 311');
    await expect(best).toContainText(/Row public\.(payout_)?accounts #311/, { timeout: 30_000 });
    await typed('order_no=4711');
    await expect(best).toContainText('Value order_no of public.orders', { timeout: 30_000 });
    await page.keyboard.press('Enter');
    await expect(palette).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('orders #90233');
  });

  await test.step('no line is cut in what tells it from others', async () => {
    await typed('4711');
    await isAnswered();
    const transaction = options.filter({ hasText: 'Transaction number 4711' });
    await expect(transaction).toContainText(/\d+ changes? · \d+ \w+ \d\d:\d\d$/);
    const cut = await options
      .locator('span')
      .evaluateAll((spans) =>
        (spans as unknown as readonly Box[])
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
          .map(({ textContent }) => textContent),
      );
    expect(cut).toEqual([]);
  });

  await test.step('a time of day is looked for on the days held; another can be written before it', async () => {
    await typed('03:07');
    await expect(options.first()).toContainText(
      /^Changes within 5 minutes of \w{3} \d+ \w{3} \d{4} 03:07:00Z/,
    );
    await expect(options.first()).toContainText(/\d+ changes?$/);
    await palette.getByRole('option', { name: /^Another day/ }).click();
    await expect(field).toHaveValue(/^\d+ \w{3} 03:07$/);
    const day = await field.evaluate((element) => {
      const { value, selectionStart, selectionEnd } = element as unknown as {
        value: string;
        selectionStart: number;
        selectionEnd: number;
      };
      return value.slice(selectionStart, selectionEnd);
    });
    expect(day).toMatch(/^\d+ \w{3}$/);
    await expect(best).toContainText(/^Changes within 5 minutes of \d{4}-\d\d-\d\d 03:07:00\.000000Z/);
    await typed('31 november');
    await expect(palette.getByRole('status').first()).toContainText('That day does not exist.');
    await typed('thursday');
    await expect(best).toContainText(/^Changes on Thu \d+ \w{3} \d{4}/);
  });

  await test.step('a line of a log leads to what is in it', async () => {
    await typed('');
    await ask(page, 'clipboard.write', { text: 'WARN by admin:17\nfrom 203.0.113.77\n' });
    await page.keyboard.press('Control+v');
    await expect(field).toHaveValue('WARN by admin:17 from 203.0.113.77');
    await typed('WARN 2026-11-05T03:07:02Z approved by admin:17 correlation_id=web-000000 from 203.0.113.77');
    await expect(options.first()).toContainText('Actor admin:17', { timeout: 30_000 });
    await expect(options.first()).toContainText(/changes · newest/, { timeout: 30_000 });
    await expect(palette).toContainText('Changes within 5 minutes of 2026-11-05 03:07:02.000000Z');
    await isAnswered();
    // Nothing here has that correlation: it can be asked for, and is not what is meant.
    const last = options.filter({ hasText: 'Changes where correlation is web-000000' });
    await expect(last).toHaveAttribute('aria-selected', 'false');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toContainText('admin:17');
  });
});

/** A question to a database that has gone is not waited for in silence. */
test('the palette when the database stops', async ({ start }) => {
  test.setTimeout(180_000);
  const database = await startDatabase();
  try {
    const { page, expectProblem } = await start();
    expectProblem();
    const connections = new Connections(page);
    await connections.beginWithUri(database.url);
    await connections.nameIt('Shop');
    await connections.saveAndOpen();
    await new Timeline(page).isShown();
    const palette = page.getByRole('dialog', { name: 'Command palette' });
    await page.keyboard.press('Control+k');
    const release = await database.lock('public.audit_changes');
    await palette.getByRole('combobox').fill('1');
    await expect(palette.getByRole('option', { selected: true })).toContainText(/Looking for 1 for [2-5] s/);
    await release();
    await database.stop();
    await palette.getByRole('combobox').fill('4711');
    await expect(palette.getByRole('status').first()).toContainText(
      /No answer since|did not answer|for \d+ s/,
      {
        timeout: 20_000,
      },
    );
    await expect(palette.getByRole('option', { selected: true })).toContainText('Ask again', {
      timeout: 20_000,
    });
    await page.keyboard.press('Enter');
    await expect(palette).toBeVisible();
    await expect(palette.getByRole('option', { name: 'Ask again' })).toBeVisible({ timeout: 20_000 });
  } finally {
    await database.dispose();
  }
});
