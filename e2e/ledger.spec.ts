import fs from 'node:fs';
import path from 'node:path';
import { Connections } from './support/connections.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

test('the ledger lists what was asked, says whether it was changed, pauses, and asks again', async ({
  start,
  demoHome,
}) => {
  test.setTimeout(240_000);
  const { page } = await start({ home: demoHome });
  const timeline = new Timeline(page);
  await new Connections(page).openDemo();
  await timeline.isShown();
  await timeline.counted();
  await page.keyboard.press('g');
  await page.keyboard.press('l');

  const chain = page.getByRole('region', { name: 'The chain' });
  await expect(chain).toContainText(/Unchanged since written: \d+ entries in 1 segment\./);
  const table = page.getByRole('table', { name: 'Questions, newest first' });
  const asked = table.getByRole('row').filter({ hasText: 'timeline.page' }).first();
  await expect(asked).toContainText('Demo');
  await expect(asked).toContainText('answered');
  await expect(table).toContainText('connections.openDemo');

  await page.getByRole('button', { name: 'Failed' }).click();
  await expect(page.getByRole('heading', { name: 'No such question is recorded' })).toBeVisible();
  await page.getByRole('button', { name: 'All', exact: true }).click();

  await page.getByRole('button', { name: 'Pause recording' }).click();
  await expect(page.getByText('Recording is paused: questions asked now')).toBeVisible();
  await expect(table.getByRole('row').nth(1)).toContainText('Recording was paused');
  await page.getByRole('button', { name: 'Resume recording' }).first().click();
  await expect(table.getByRole('row').nth(1)).toContainText('Recording was resumed');

  await asked.getByRole('link', { name: 'Ask again' }).click();
  await timeline.isShown();

  // Somebody edits one entry behind the application's back.
  const folder = path.join(demoHome, 'ledger');
  const file = path.join(folder, fs.readdirSync(folder).find((name) => name.endsWith('.ndjson')) ?? '');
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, text.replace('"asked":"timeline.page"', '"asked":"timeline.pages"'));
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(chain).toContainText('Changed since written: 1 break in the chain');
  await expect(chain).toContainText(/\d{4}-\d\d\.ndjson, line \d+ this line is not the one/);
});
