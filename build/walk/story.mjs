import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { say } from '../support/say.mjs';

const list = (page) => page.getByRole('grid', { name: 'Changes, newest first' });
const rowAt = (page, time) => list(page).getByRole('row').filter({ hasText: time }).first();
const counted = (page) => page.getByTestId('count-line').filter({ hasText: 'counted at' });

/** Adds one condition as a person does. */
async function addFilter({ page }, key, value) {
  const keys = page.getByRole('group', { name: 'Filter by' });
  await keys.waitFor({ state: 'hidden' });
  await page.getByRole('search', { name: 'Filters' }).getByRole('button', { name: 'Filter' }).click();
  await keys.getByRole('button', { name: key, exact: true }).click();
  const field = page.getByRole('combobox', { name: `${key}, value` });
  await field.fill(value);
  await field.press('Enter');
  await page.getByRole('search', { name: 'Filters' }).getByText(value).first().waitFor();
  await counted(page).waitFor();
}

async function openSelectedTransaction(page) {
  await page.getByRole('link', { name: 'Open the transaction' }).click();
  await page
    .getByRole('heading', { name: /transaction/i })
    .first()
    .waitFor();
}

async function backToTimeline(page) {
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await list(page).waitFor();
}

/** Exports as a person does, with the system's dialog answered for them; checks the file against what is shown. */
async function exportCsv({ app, page, folder, picture }) {
  const file = path.join(folder, 'the-night-of-03-07.csv');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'Choose a place and write' }).click();
  const shown = await page.getByTestId('export-sha256').innerText();
  await picture('export dark');
  const bytes = fs.readFileSync(file);
  const digest = createHash('sha256').update(bytes).digest('hex');
  if (digest !== shown.replaceAll(/\s/g, ''))
    throw new Error('the exported file is not the one whose digest is shown');
  say(`  ${path.basename(file)}: ${bytes.length} bytes, SHA-256 ${digest}`);
  await page.getByRole('button', { name: 'Done' }).click();
}

/** The first half of the demo's story (docs/DEMO.md), as far as there are screens for it. */
export const story = [
  [
    'opening the demo: a small shop, three weeks of it',
    async ({ page, pictureInBoth, demoTimeout }) => {
      await list(page).waitFor({ timeout: demoTimeout });
      await counted(page).waitFor();
      say(`  ${await counted(page).innerText()}`);
      await pictureInBoth('timeline');
    },
  ],
  [
    'what did Mara (admin:17) do to accounts?',
    async (desk) => {
      await addFilter(desk, 'actor', 'admin:17');
      await addFilter(desk, 'table', 'public.accounts');
      say(`  ${await counted(desk.page).innerText()}`);
      await desk.pictureInBoth('filtered');
    },
  ],
  [
    '03:07 is not an hour at which she works',
    async ({ page, pictureInBoth }) => {
      await rowAt(page, '03:07:02').click();
      await page.getByRole('complementary', { name: 'Selected change' }).waitFor();
      await pictureInBoth('change at 03-07');
    },
  ],
  [
    'her 03:07 transaction: an account is made',
    async ({ page, pictureInBoth }) => {
      await openSelectedTransaction(page);
      await pictureInBoth('transaction at 03-07');
      await backToTimeline(page);
    },
  ],
  [
    'what else carries its correlation?',
    async ({ page, pictureInBoth }) => {
      const pane = page.getByRole('complementary', { name: 'Selected change' });
      const found = pane.getByText(/^web-[0-9a-f]+$/);
      const correlation = await found.innerText();
      await found.click();
      await rowAt(page, '03:24:17').waitFor();
      await counted(page).waitFor();
      say(`  ${correlation}: ${await counted(page).innerText()}`);
      await pictureInBoth('the whole night');
    },
  ],
  [
    'exporting that night as CSV',
    async (desk) => {
      await exportCsv(desk);
    },
  ],
  [
    'one transaction changes the e-mail addresses of 61 members',
    async ({ page, pictureInBoth }) => {
      await rowAt(page, '03:24:17').click();
      await openSelectedTransaction(page);
      await pictureInBoth('transaction of 61 members');
    },
  ],
];
