import { Connections } from './support/connections.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

test('an actor: what it did, its bursts, and what one of them has that its other days have not', async ({
  start,
  demoHome,
}) => {
  test.setTimeout(240_000);
  const { page } = await start({ home: demoHome });
  const timeline = new Timeline(page);
  await new Connections(page).openDemo();
  await timeline.isShown();
  // From a transaction of the actor, as one comes upon it.
  await timeline.addFilter('actor', 'admin:17');
  await timeline.openTransactionOf(timeline.changes.first());
  await page.getByRole('link', { name: 'admin:17' }).first().click();
  await expect(page.getByRole('heading', { name: 'admin:17', level: 1 })).toBeVisible();
  await expect(page.getByText('set by the application (unverified)').first()).toBeVisible();
  const tables = page.getByRole('table', { name: 'Tables and rows touched' });
  await expect(tables).toContainText('public.members');
  await expect(page.getByRole('table', { name: 'Transactions by weekday and hour, UTC' })).toBeVisible();

  // The night of the takeover: the one burst that granted an API key.
  const bursts = page.getByRole('table', { name: 'Activity bursts, newest first' });
  const night = bursts.getByRole('row', { name: /public\.api_keys/ });
  while ((await night.count()) === 0) {
    const before = await bursts.getByRole('row').count();
    await page.getByRole('button', { name: 'Older bursts' }).click();
    await expect.poll(() => bursts.getByRole('row').count()).toBeGreaterThan(before);
  }
  await night.getByRole('button', { name: 'Compare' }).click();
  const against = page.getByRole('table', { name: "This window against the actor's other days" });
  await expect(against.getByRole('row').nth(1)).toContainText(/never|first/);
  await expect(against).toContainText('public.api_keys');
  expect(page.url()).toMatch(/from=.*&to=/);

  await page.keyboard.press('t');
  await timeline.isShown();
  await expect(timeline.chip('actor is admin:17')).toBeVisible();
});
