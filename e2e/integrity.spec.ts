import { Connections } from './support/connections.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

/** The cover-up of docs/DEMO.md, found on demand and by keyboard. */
test('the checks of a window find the cover-up, and each finding leads to what it is about', async ({
  start,
  demoHome,
}) => {
  test.setTimeout(240_000);
  const { page, app } = await start({ home: demoHome });
  await new Connections(page).openDemo();
  await new Timeline(page).isShown();
  const findings = page.getByRole('region', { name: 'Findings' }).getByRole('article');
  const verdict = page.getByRole('region', { name: 'Verdict' });
  const copied = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText());

  await test.step('nothing is checked before it is asked for', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await expect(page.getByRole('heading', { name: 'Not checked yet' })).toBeVisible();
    await page.keyboard.press('c');
    await expect.poll(copied).toBe('threadline-investigator integrity --demo');
  });

  await test.step('exactly the six findings', async () => {
    await page.keyboard.press('r');
    await expect(verdict).toContainText('6 unexplained', { timeout: 60_000 });
    await expect(findings).toHaveCount(6);
    await expect(findings.getByRole('heading', { level: 4 })).toHaveText([
      /^Recorded \d+ \w+ 14:21, written \d+ \w+ 03:42$/,
      'Capture of public.members was switched',
      'bank_label, payout_prefs, verified_at changed, no captured change says so',
      ...Array.from(
        { length: 3 },
        () => 'role, updated_at of the live row differ, no captured change says so',
      ),
    ]);
    const [forged, missing, admin] = [findings.nth(0), findings.nth(2), findings.nth(3)];
    await expect(forged).toContainText('03:41:58.418916');
    await expect(forged).toContainText('03:42:36.523645');
    await expect(forged).toContainText('14:21:07.550214');
    await expect(forged).toContainText('Inserted from edited');
    await expect(missing.getByRole('region', { name: 'bank_label' })).toContainText('"Northgate Savings"');
    await expect(admin.getByRole('region', { name: 'role' })).toContainText('"admin"');
    await expect(page.getByRole('region', { name: 'Who could change the trail' })).toContainText(
      'shop_owner',
    );
    await expect(page.getByRole('region', { name: 'Weak signs' })).toContainText('03:11:20');
    await expect(page.getByRole('table', { name: 'Capture of each table' })).toContainText('public.members');
  });

  await test.step('one kind alone, and the findings as text', async () => {
    await page.getByRole('button', { name: /^Written past capture/ }).click();
    await expect(findings).toHaveCount(3);
    await page.keyboard.press('m');
    await expect.poll(copied).toContain('Listed here: 3 of 6 findings');
    await page.getByRole('group', { name: 'Findings listed' }).getByRole('button').first().click();
    await expect(findings).toHaveCount(6);
  });

  await test.step('by keys to the row and back, where the answer still stands', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: /^payout_accounts/, level: 1 })).toBeVisible();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(verdict).toContainText('6 unexplained');
    await expect(findings.first().getByRole('link').first()).toBeFocused();
  });

  await test.step('the overview leads here with its days', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.getByRole('link', { name: 'These days in Integrity' }).click();
    await expect(page.getByRole('heading', { name: 'Not checked yet' })).toBeVisible();
    expect(page.url()).toContain('from=');
  });

  await test.step('a run is stopped, and goes on while another screen is in front', async () => {
    await page.keyboard.press('r');
    await page.getByRole('region', { name: 'Check under way' }).getByRole('button', { name: 'Stop' }).click();
    await expect(page.getByText('Stopped: this run told nothing.')).toBeVisible();
    await page.keyboard.press('r');
    await expect(page.getByRole('region', { name: 'Check under way' })).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await new Timeline(page).isShown();
    await page.keyboard.press('Alt+ArrowLeft');
    await expect(verdict).toContainText('6 unexplained', { timeout: 60_000 });
  });
});
