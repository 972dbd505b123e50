import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Connections } from './support/connections.ts';
import { startDatabase, type Database } from './support/database.ts';
import { saveAs } from './support/exporting.ts';
import { remove, root, temporary } from './support/folders.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

const through = path.join(root, 'e2e/support/small-disk.sh');
let database: Database;
let disk: string;

/** Why no small file system can be had here, or null. */
function obstacle(): string | null {
  const env = { ...process.env, E2E_ELECTRON: 'true', E2E_SMALL_DISK: disk };
  const { status, stderr, error } = spawnSync(through, [], { env, encoding: 'utf8' });
  return status === 0 ? null : `no small file system here: ${error?.message ?? stderr.trim()}`;
}

test.beforeAll(async () => {
  test.setTimeout(120_000);
  disk = temporary('disk');
  database = await startDatabase();
});
test.afterAll(async () => {
  await database.dispose();
  remove(disk);
});

test('an export onto a full disk says so and leaves no file that looks whole', async ({ start }) => {
  const reason = obstacle();
  test.skip(reason !== null, reason ?? '');
  const { app, page } = await start({ through, env: { E2E_SMALL_DISK: disk } });
  const onDisk = (): Promise<readonly string[]> =>
    app.evaluate((_, folder) => process.getBuiltinModule('node:fs').readdirSync(folder), disk);
  const connections = new Connections(page);
  await connections.beginWithUri(database.url);
  await connections.nameIt('Shop');
  await connections.saveAndOpen();
  await new Timeline(page).isShown();

  await saveAs(app, path.join(disk, 'all.csv'));
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Export these changes' });
  await dialog.getByRole('radio', { name: 'all' }).check();
  await dialog.getByRole('button', { name: 'Choose a place and write' }).click();
  await expect(dialog.getByRole('alert')).toContainText('disk_full', { timeout: 30_000 });
  expect(await onDisk()).toEqual([]);

  // The way on: fewer rows fit.
  await dialog.getByRole('radio', { name: 'at most' }).check();
  await dialog.getByLabel('Most rows').fill('20');
  await dialog.getByRole('button', { name: 'Choose a place and write' }).click();
  await expect(page.getByRole('dialog', { name: '20 changes written' })).toBeVisible();
  expect(await onDisk()).toEqual(['all.csv']);
  expect(fs.readdirSync(disk)).toEqual([]);
});
