import net from 'node:net';
import type { AddressInfo } from 'node:net';
import fs from 'node:fs';
import path from 'node:path';
import { ask } from './support/bridge.ts';
import { Connections } from './support/connections.ts';
import { startDatabase, type Database } from './support/database.ts';
import { saveAs } from './support/exporting.ts';
import { remove, temporary } from './support/folders.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

/** What goes wrong is said with its code, and the way on is open. */
let database: Database;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  database = await startDatabase();
});
test.afterAll(() => database.dispose());

test('a wrong password; the right one then opens', async ({ start }) => {
  const { page } = await start();
  const connections = new Connections(page);
  const url = new URL(database.url);
  const right = url.password;
  url.password = 'wrong';
  await connections.beginWithUri(url.href);
  await connections.nameIt('Shop');
  await connections.test();
  await expect(connections.problem).toContainText('authentication_failed');
  await connections.saveAndOpen();
  await expect(connections.problem).toContainText('authentication_failed');
  await expect(connections.problem).not.toContainText('wrong');
  await connections.dialog.getByLabel('Password').fill(right);
  await connections.confirmOpen();
  await new Timeline(page).isShown();
});

test('a server that refuses, and a host that does not exist', async ({ start }) => {
  const { page } = await start();
  const connections = new Connections(page);
  const free = net.createServer();
  await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  await connections.beginWithUri(`postgresql://me:pw@127.0.0.1:${port}/shop`);
  await connections.nameIt('Nobody there');
  await connections.test();
  await expect(connections.problem).toContainText('connect_failed');

  await connections.dialog.getByLabel('Host').fill('no-such-host.invalid');
  await connections.test();
  await expect(connections.problem).toContainText('connect_failed', { timeout: 30_000 });
  await expect(connections.problem).toContainText('no-such-host.invalid');
});

test('a server that accepts and never answers can be left', async ({ start }) => {
  const { page } = await start();
  const sockets = new Set<net.Socket>();
  const silent = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    // Read on, or the end of the connection is never seen.
    socket.resume();
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const connections = new Connections(page);
  await connections.beginWithUri(`postgresql://me:pw@127.0.0.1:${port}/shop`);
  await connections.nameIt('Silent');
  await connections.saveAndOpen();
  await expect(page.getByRole('dialog', { name: /^Open Silent/ })).toBeVisible();
  await connections.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(connections.dialog).toHaveCount(0);
  await connections.isShown();
  // Not only the dialog is gone: the application hung up, and no connection lives on unseen.
  await expect.poll(() => [...sockets].every((socket) => socket.destroyed)).toBe(true);
  expect(sockets.size).toBeGreaterThan(0);
  expect(await ask(page, 'connections.list', {})).toEqual({ ok: true, value: [] });
  for (const socket of sockets) socket.destroy();
  silent.close();
});

test('a database without Threadline, and one that is not there', async ({ start }) => {
  const { page } = await start();
  const connections = new Connections(page);
  await connections.beginWithUri(database.emptyUrl);
  await connections.nameIt('Plain');
  await connections.test();
  await expect(connections.problem).toContainText('not_threadline');
  await connections.dialog.getByLabel('Database').fill('nowhere');
  await connections.test();
  await expect(connections.problem).toContainText('database_not_found');
  await connections.dialog.getByLabel('Database').fill('audited');
  await connections.test();
  await expect(connections.dialog.getByRole('status', { name: 'Test report' })).toBeVisible();
});

test('a URI that cannot be read is refused in words, its password not repeated', async ({ start }) => {
  const { page } = await start();
  const connections = new Connections(page);
  await page.getByRole('button', { name: 'Add a connection' }).first().click();
  await connections.dialog.getByLabel('Paste a PostgreSQL URI').fill('mysql://me:hunter2@host/db');
  const read = connections.dialog.getByRole('button', { name: 'Read URI' });
  const below = connections.dialog.getByLabel('Name', { exact: true });
  const places = async (): Promise<unknown> => [await read.boundingBox(), await below.boundingBox()];
  const before = await places();
  await read.click();
  await expect(connections.problem).toBeVisible();
  // Nothing moves from under the pointer.
  expect(await places()).toEqual(before);
  await expect(connections.problem).not.toContainText('hunter2');
});

test('the server stops in the middle of a question, and comes back', async ({ start }) => {
  test.setTimeout(180_000);
  const { page } = await start();
  const connections = new Connections(page);
  await connections.beginWithUri(database.url);
  await connections.nameIt('Shop');
  await connections.saveAndOpen();
  const timeline = new Timeline(page);
  await timeline.isShown();

  // The question waits behind somebody's lock; then its server goes away.
  await database.lock('audit_changes');
  await timeline.addFilter('table', 'public.users');
  await expect(timeline.changes).toHaveCount(0);
  await database.stop();
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText(/connection_lost|connect_failed/, { timeout: 30_000 });
  await expect(page.getByRole('status').filter({ hasText: 'No answer since' })).toBeVisible();

  await database.startAgain();
  // It finds out by itself that the server is back; then the question can be asked again.
  await expect(page.getByRole('status').filter({ hasText: 'No answer since' })).toHaveCount(0, {
    timeout: 60_000,
  });
  await alert.getByRole('button', { name: 'Try again' }).click();
  await timeline.isShown();
});

test('a question that takes too long can be stopped', async ({ start }) => {
  const { page } = await start();
  const connections = new Connections(page);
  await connections.beginWithUri(database.url);
  await connections.nameIt('Shop');
  await connections.saveAndOpen();
  const timeline = new Timeline(page);
  await timeline.isShown();
  const unlock = await database.lock('audit_changes');
  await timeline.addFilter('table', 'public.users');
  await page.getByRole('button', { name: 'Stop the question' }).click();
  await expect(page.getByRole('heading', { name: 'The question was stopped' })).toBeVisible();
  await unlock();
  await page.getByRole('button', { name: 'Ask it again' }).click();
  await timeline.isShown();
});

test('an export under way can be cancelled, and leaves no file', async ({ start }) => {
  const { app, page } = await start();
  const connections = new Connections(page);
  await connections.beginWithUri(database.url);
  await connections.nameIt('Shop');
  await connections.saveAndOpen();
  await new Timeline(page).isShown();
  const folder = temporary('cancelled');
  const unlock = await database.lock('audit_changes');
  try {
    await saveAs(app, path.join(folder, 'all.csv'));
    await page.keyboard.press('e');
    const dialog = page.getByRole('dialog', { name: 'Export these changes' });
    await dialog.getByRole('button', { name: 'Choose a place and write' }).click();
    await page.getByRole('button', { name: 'Cancel the export' }).click();
    await expect(page.getByText('No file was left behind')).toBeVisible();
    expect(fs.readdirSync(folder)).toEqual([]);
  } finally {
    await unlock();
    remove(folder);
  }
});
