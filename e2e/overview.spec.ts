import { Connections } from './support/connections.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

test('the overview tells how far the trail reaches, what happened, and leads there', async ({
  start,
  demoHome,
}) => {
  test.setTimeout(240_000);
  const { page } = await start({ home: demoHome });
  const timeline = new Timeline(page);
  await new Connections(page).openDemo();
  await timeline.isShown();
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  const held = page.getByRole('region', { name: 'What is still held' });
  await expect(held).toContainText('Oldest row still here');
  await expect(held).toContainText('The host deletes the oldest rows');
  await expect(held).toContainText('1 table uncovered');

  await held.getByRole('button', { name: 'Check these days' }).click();
  await expect(held).toContainText('6 unexplained', { timeout: 60_000 });

  const days = page.getByRole('region', { name: 'Changes by day' });
  await days.getByRole('button', { name: 'Table' }).click();
  const newest = days.getByRole('row').last();
  const inserted = await newest.getByRole('cell').nth(1).textContent();
  expect(Number(inserted?.replaceAll(',', ''))).toBeGreaterThan(0);

  const tables = page.getByRole('region', { name: 'Busiest tables' });
  // The least of them: counting it in the timeline does not stop at the cap.
  const [name, count] = [tables.getByRole('link').last(), tables.getByRole('listitem').last()];
  const table = (await name.textContent()) ?? '';
  const expected = /[\d,]+$/.exec((await count.textContent()) ?? '')?.[0] ?? '';
  await name.click();
  await timeline.isShown();
  await expect(timeline.chip(`table is ${table}`)).toBeVisible();
  expect(await timeline.counted()).toBe(`${expected} changes`);
});
