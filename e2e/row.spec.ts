import type { Locator, Page } from '@playwright/test';
import { Connections } from './support/connections.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

/** The payout account of the demo's story: a version is missing, and one was written later than it says. */
const ROW = { table: 'public.payout_accounts', pk: '{"id": "311"}' };

function region(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

async function openRow(page: Page): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await page.getByLabel('Table').fill(ROW.table);
  await page.getByLabel('Key', { exact: true }).fill('311');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('payout_accounts');
}

test('the life of a row: its break, its forged version, and what cannot be stated of it', async ({
  start,
  demoHome,
}) => {
  test.setTimeout(240_000);
  expect(demoHome).toBeTruthy();
  const { page } = await start();
  const timeline = new Timeline(page);
  await new Connections(page).openDemo();
  await timeline.isShown();
  await openRow(page);
  const life = region(page, 'Life');
  const versions = life.locator('[data-version]');

  await test.step('every version on one thread, and where it frays', async () => {
    await expect(versions).toHaveCount(5);
    await expect(life).toContainText('2 findings, unexplained', { timeout: 60_000 });
    await expect(
      life.getByRole('heading', {
        name: 'bank_label, payout_prefs, verified_at changed, no captured change says so',
      }),
    ).toBeVisible();
    await expect(life.getByRole('link', { name: /transaction without a change/ })).toBeVisible();
    const forged = versions.nth(1);
    await expect(forged).toContainText('v4');
    await expect(
      forged.getByRole('heading', { name: /^Recorded .* 14:21, written .* 03:42$/ }),
    ).toBeVisible();
    await expect(forged).toContainText('Its prior bank_label, "Northgate Savings"');
    await expect(life).toContainText('Oldest row still here');
    await expect(page.getByText('1 chain break')).toBeVisible();
    await expect(page.getByText('1 written later')).toBeVisible();
  });

  await test.step('the live row beside the last image, and who set what last', async () => {
    const stands = region(page, 'As it stands');
    const label = stands.getByRole('row', { name: /^bank_label/ });
    await expect(label).toContainText('"Kestrel Direct"');
    await expect(label).toContainText('admin:4');
    await expect(label).toContainText('v4');
    await expect(stands.getByRole('row', { name: /^iban/ })).toContainText('readable, not compared');
    await expect(page.getByText('live row agrees').first()).toBeVisible();
  });

  await test.step('the two versions around the break differ in what no captured change names', async () => {
    await life.getByRole('button', { name: 'Compare v2 and v3' }).click();
    const compare = region(page, 'Compare');
    await expect(compare.getByRole('row', { name: /^bank_label/ })).toContainText(
      'no captured change names it',
    );
    await expect(compare.getByRole('row', { name: /^label/ })).toContainText('captured in v3 by user:2088');
    await page.keyboard.press('x');
    await expect(compare.getByRole('columnheader', { name: 'A: v3' })).toBeVisible();
    await compare.getByRole('button', { name: /^All/ }).click();
    await expect(compare.getByRole('row', { name: /^owner_id/ })).toContainText('equal');
  });

  await test.step('as of any moment, by key and to the instant', async () => {
    await page.keyboard.press('[');
    await page.keyboard.press('[');
    await page.keyboard.press('[');
    const stood = region(page, 'As it stood');
    await expect(page.getByRole('region', { name: 'As of' })).toContainText('v3');
    await expect(stood.getByRole('row', { name: /^payout_count/ })).toContainText('0');
    const at = page.getByRole('textbox', { name: 'As of, UTC' });
    await at.fill('2020-01-01');
    await at.press('Enter');
    await expect(stood).toContainText('Nothing is captured of the row so early');
    await expect(page).toHaveURL(/at=2020-01-01T23:59:59.999999Z/);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Escape');
    await expect(region(page, 'As it stands')).toBeVisible();
  });

  await test.step('j and k go through the versions, a and b choose what is compared', async () => {
    await page.keyboard.press('j');
    await expect(versions.nth(0).getByRole('button').first()).toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('a');
    await expect(region(page, 'Compare').getByRole('columnheader', { name: 'A: v4' })).toBeVisible();
  });

  await test.step('no change is not stated of a life that contradicts itself', async () => {
    const statement = region(page, 'No-change statement');
    await statement.getByRole('button', { name: 'State it, or say why not' }).click();
    await expect(statement).toContainText('Refused', { timeout: 60_000 });
    await expect(statement).toContainText('The trail contradicts itself');
  });

  await test.step('rows it is tied to, and the way to the timeline and back', async () => {
    const related = region(page, 'Related rows');
    await expect(related.getByRole('region', { name: /refunds.*pointed to by/ })).toContainText('7 rows');
    await related.getByRole('link', { name: /2088/ }).first().click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('accounts');
    await page.goBack();
    await page.getByRole('button', { name: 'In the timeline' }).click();
    await timeline.isShown();
    await expect(timeline.changes).toHaveCount(5);
    await timeline.changes.first().click();
    await timeline.pane.getByRole('link', { name: /311/ }).first().click();
    await expect(versions).toHaveCount(5);
  });
});

test('a row nothing is captured of says why that may fail', async ({ start, demoHome }) => {
  test.setTimeout(240_000);
  expect(demoHome).toBeTruthy();
  const { page } = await start();
  await new Connections(page).openDemo();
  await new Timeline(page).isShown();
  await page.evaluate(`location.hash = '#/row?table=public.payout_accounts&pk=99999999'`);
  await expect(
    page.getByRole('heading', { name: 'No captured change, and why that may fail' }),
  ).toBeVisible();
  await expect(page.getByText('Deleted by retention')).toBeVisible();
  const windowed =
    '#/row?table=public.payout_accounts&pk=311&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z';
  await page.evaluate(`location.hash = ${JSON.stringify(windowed)}`);
  await expect(page.getByText('later versions are not listed')).toBeVisible();
  await expect(page.getByText('The window', { exact: true })).toBeVisible();
  await page.evaluate(`location.hash = '#/row?table=public.payout_accounts&pk=311&at=yesterday'`);
  await expect(page.getByText('The address names a moment that is none')).toBeVisible();
  await page.evaluate(`location.hash = '#/row?table=public.no_such_table&pk=1'`);
  await expect(page.getByRole('alert')).toBeVisible();
});
