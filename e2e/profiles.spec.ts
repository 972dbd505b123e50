import fs from 'node:fs';
import path from 'node:path';
import { Connections } from './support/connections.ts';
import { startDatabase, type Database } from './support/database.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

/** Rows of the upstream fixture database (fixtures/manifest.json). */
const SEED_CHANGES = '6,936 changes';

let database: Database;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  database = await startDatabase();
});
test.afterAll(() => database.dispose());

test('a real server: add it by URI, test it, open it, read its timeline; no password is kept', async ({
  start,
  home,
}) => {
  const { page } = await start();
  const connections = new Connections(page);
  await connections.beginWithUri(database.oddUrl);
  await expect(connections.dialog.getByLabel('User')).toHaveValue('odd');
  await connections.nameIt('Fixture shop');
  await connections.test();
  await expect(connections.dialog.getByRole('status', { name: 'Test report' })).toContainText(
    'Threadline tables in schema public',
  );
  await connections.saveAndOpen();

  const timeline = new Timeline(page);
  await timeline.isShown();
  expect(await timeline.counted()).toBe(SEED_CHANGES);
  await expect(page.getByRole('banner')).toContainText('production');
  await timeline.openTransactionOf(timeline.changes.first());
  await expect(page.getByRole('heading', { name: /in one transaction$/ })).toBeVisible();

  const stored = fs.readdirSync(home, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  for (const { parentPath, name } of stored) {
    const bytes = fs.readFileSync(path.join(parentPath, name));
    for (const secret of ['p@ss:w', 'p%40ss%3Aw']) expect(bytes.includes(secret), name).toBe(false);
  }
  const profiles = JSON.parse(fs.readFileSync(path.join(home, 'profiles.json'), 'utf8')) as {
    profiles: { name: string; last_used_at: string | null }[];
  };
  expect(profiles.profiles.map(({ name }) => name)).toEqual(['Fixture shop']);
  expect(profiles.profiles[0]?.last_used_at).toMatch(/Z$/);
});

test('it is still there after a restart, and asks for the password again', async ({ start }) => {
  const first = await start();
  const connections = new Connections(first.page);
  await connections.beginWithUri(database.url);
  await connections.nameIt('Kept');
  await connections.dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(connections.card('Kept')).toBeVisible();
  await first.app.close();

  const { page } = await start();
  const again = new Connections(page);
  await again.card('Kept').getByRole('button', { name: 'Open', exact: true }).click();
  await expect(again.dialog.getByLabel('Password')).toHaveValue('');
  await again.confirmOpen();
  await expect(again.problem).toContainText(/secret_unavailable|authentication_failed/);
  await again.dialog.getByLabel('Password').fill(new URL(database.url).password);
  await again.confirmOpen();
  await new Timeline(page).isShown();
});

test('an edited and a removed profile', async ({ start }) => {
  const { page } = await start();
  const connections = new Connections(page);
  await connections.beginWithUri(database.url);
  await connections.nameIt('First name');
  await connections.dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await connections.card('First name').getByRole('button', { name: 'Edit First name' }).click();
  await connections.nameIt('Second name');
  await connections.dialog.getByRole('button', { name: 'staging', exact: true }).click();
  await connections.dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(connections.card('Second name')).toContainText('staging');
  await connections.card('Second name').getByRole('button', { name: 'Remove Second name' }).click();
  await connections.dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(connections.card('Second name')).toHaveCount(0);
});

test('a damaged file of profiles is kept aside and said on screen', async ({ start, home }) => {
  fs.writeFileSync(path.join(home, 'profiles.json'), '{"version":1,"profiles":[{"name":');
  const { page } = await start();
  const notice = page.getByRole('status').filter({ hasText: 'could not be read' });
  await expect(notice).toContainText('It was kept aside at');
  const kept = fs.readdirSync(home).find((name) => name.startsWith('profiles.json.damaged-')) ?? '';
  await expect(notice).toContainText(kept);
  expect(fs.readFileSync(path.join(home, kept), 'utf8')).toBe('{"version":1,"profiles":[{"name":');
});

test('a file of a newer version is refused, named and left alone', async ({ start, home }) => {
  const file = path.join(home, 'profiles.json');
  fs.writeFileSync(file, '{"version":99,"profiles":[]}');
  const { page } = await start();
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('store_too_new');
  await expect(alert).toContainText(file);
  expect(fs.readFileSync(file, 'utf8')).toBe('{"version":99,"profiles":[]}');
});
