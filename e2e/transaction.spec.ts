import fs from 'node:fs';
import path from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { Connections } from './support/connections.ts';
import { saveAs } from './support/exporting.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

/** So many days before today, as the demo's story counts. */
function dayBefore(days: number): string {
  return Temporal.Now.plainDateISO('UTC').subtract({ days }).toString();
}

test('a transaction tells what came afterwards, what lies beside it, and what would undo it', async ({
  start,
  demoHome,
}) => {
  test.setTimeout(240_000);
  const { app, page } = await start({ home: demoHome });
  const timeline = new Timeline(page);
  await new Connections(page).openDemo();
  await timeline.isShown();
  const address = page.url().replace(/#.*/, '');
  /** By way of another screen, so that what is listed is the answer to this question. */
  const ask = async (question: string): Promise<void> => {
    await page.goto(`${address}#/overview`);
    await expect(page.getByRole('region', { name: 'What is still held' })).toBeVisible();
    await page.goto(`${address}#/timeline?${question}`);
    await timeline.isShown();
  };
  const heading = page.getByRole('heading', { level: 1 });
  const afterwards = page.getByRole('region', { name: 'What came afterwards' });
  const list = page.getByRole('region', { name: 'Changes of this transaction' });
  const details = page.getByRole('complementary', { name: 'Details' });

  await test.step('the stolen e-mails: how many still stand, who overwrote the others', async () => {
    const window = `from=${dayBefore(19)}T03:00:00Z&to=${dayBefore(19)}T04:00:00Z`;
    await ask(`table=public.members&actor=admin:17&field=email&${window}`);
    await timeline.openTransactionOf(timeline.changes.first());
    await expect(heading).toHaveText(/^61 changes in one transaction/);
    await afterwards.getByRole('link', { name: 'email' }).click();
    await expect(afterwards).toContainText('overwritten since by service_account:crm_sync');
    await expect(afterwards).toContainText(/38\s*no later captured change/);
  });

  await test.step('a press on a number narrows the list, and another shows all again', async () => {
    await afterwards.getByRole('link', { name: /^23/ }).click();
    await expect(list).toContainText('23 of 61 shown');
    await expect(page).toHaveURL(/after=overwritten/);
    await afterwards.getByRole('link', { name: /^23/ }).click();
    await expect(list).not.toContainText('shown');
  });

  await test.step('neighbours by key, and back', async () => {
    await expect(details.getByRole('listitem').filter({ hasText: 'this transaction' })).toBeVisible();
    await page.keyboard.press(']');
    await expect(heading).not.toHaveText(/^61 changes/);
    await page.keyboard.press('[');
    await expect(heading).toHaveText(/^61 changes/);
  });

  await test.step('whole rows, before and after', async () => {
    await page.keyboard.press('b');
    const rows = page.getByRole('table', { name: 'Rows before and after' });
    await expect(rows.getByRole('cell', { name: 'email', exact: true }).first()).toBeVisible();
    await expect(rows.getByRole('button', { name: /unchanged field/ }).first()).toBeVisible();
    await page.keyboard.press('b');
  });

  await test.step('the draft says what it leaves out, and is saved as it stands', async () => {
    await page.keyboard.press('v');
    const dialog = page.getByRole('dialog', { name: 'Draft reversal' });
    await expect(dialog.getByRole('region', { name: 'What the draft leaves out' })).toContainText(
      'Overwritten since by a captured change that is not in this draft',
    );
    const file = path.join(demoHome, 'draft.sql');
    await saveAs(app, file);
    await dialog.getByRole('button', { name: 'Save as …' }).click();
    await expect(page.getByText(`Saved: ${file}`)).toBeVisible();
    const sql = fs.readFileSync(file, 'utf8');
    expect(sql).toContain('BEGIN;');
    expect(sql).not.toContain('\nCOMMIT');
    expect(sql.trimEnd().endsWith('ROLLBACK;')).toBe(true);
    expect(sql.match(/^UPDATE "public"\."members"/gm)).toHaveLength(36);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  });

  await test.step('copied as Markdown with what was read', async () => {
    await page.keyboard.press('m');
    await expect(page.getByText('Markdown copied')).toBeVisible();
    const text = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(text).toContain('overwritten since by service_account:crm_sync');
    expect(text).toContain('### Neighbours of the same actor');
  });

  await test.step('a value of meta leads to every change that carries it', async () => {
    await details.getByRole('link', { name: '203.0.113.77' }).click();
    await timeline.isShown();
    await expect(timeline.chip('meta is')).toBeVisible();
    expect(await timeline.counted()).toMatch(/changes$/);
  });

  await test.step('the forged version is a finding, as a sentence', async () => {
    await ask('table=public.payout_accounts&pk=%7B%22id%22:%22311%22%7D&actor=admin:4');
    await timeline.openTransactionOf(timeline.changes.first());
    await expect(page.getByRole('button', { name: '1 finding, unexplained' })).toBeVisible({
      timeout: 60_000,
    });
    await expect(details.getByRole('heading', { name: /^Recorded .* written / })).toBeVisible();
    await expect(details).toContainText('Consistent with');
  });
});
