import { Connections } from './support/connections.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

test('a correlation: actions, transactions and changes as they happened, what is missing told', async ({
  start,
  demoHome,
}) => {
  test.setTimeout(240_000);
  const { page } = await start({ home: demoHome });
  const timeline = new Timeline(page);
  await new Connections(page).openDemo();
  await timeline.isShown();
  await timeline.addFilter('correlation', 'web-5e07b1');
  await expect(timeline.chip('correlation is web-5e07b1')).toBeVisible();
  await timeline.openTransactionOf(timeline.changes.first());
  await page.getByRole('link', { name: 'web-5e07b1' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'web-5e07b1' })).toBeVisible();

  const joins = page.getByRole('region', { name: 'What it joins' });
  const counted = (name: string) =>
    joins
      .locator('div', { has: page.getByText(name, { exact: true }) })
      .last()
      .locator('dd');
  await expect(counted('Changes')).toHaveText('63');
  await expect(counted('Without a captured transaction')).toHaveText('2');
  const story = page.getByRole('list', { name: 'Actions as they happened' });
  await expect(story).toContainText('no captured change belongs to it');
  await expect(story).toContainText('No captured transaction is linked');
  await expect(story.getByRole('link', { name: 'admin:17' }).first()).toBeVisible();

  // What no action carries is not called nothing.
  await page.evaluate(`location.hash = location.hash.replace('web-5e07b1', 'web-000000')`);
  await expect(page.getByRole('heading', { name: 'No action carries this correlation id' })).toBeVisible();

  await page.goBack();
  await expect(story).toBeVisible();
  await page.keyboard.press('t');
  await timeline.isShown();
  await expect(timeline.chip('correlation is web-5e07b1')).toBeVisible();
});
