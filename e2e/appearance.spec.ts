import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page, TestInfo } from '@playwright/test';
import { Connections } from './support/connections.ts';
import { expect, test } from './support/test.ts';
import { Timeline } from './support/timeline.ts';

const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

interface Examined {
  readonly cut: readonly string[];
  readonly violations: readonly Violation[];
}

/** Every screen in both themes at the smallest size, two of them at 200 %: axe finds no AA fault, and nothing is cut off. */
for (const theme of ['dark', 'light'] as const)
  test(`every screen, ${theme}, at 1024 × 700`, async ({ start, demoHome }, testInfo) => {
    test.setTimeout(300_000);
    fs.writeFileSync(
      `${demoHome}/settings.json`,
      JSON.stringify({ version: 1, settings: { theme, zone: 'utc' } }),
    );
    const { app, page } = await start();
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
    const check = (name: string): Promise<void> => examine(page, testInfo, `${name}-${theme}`);
    const connections = new Connections(page);
    const timeline = new Timeline(page);

    await connections.isShown();
    await check('connections');
    await page.getByRole('button', { name: 'Add a connection' }).first().click();
    await check('add-connection');
    await page.keyboard.press('Escape');

    await connections.openDemo();
    await timeline.isShown();
    await timeline.counted();
    await check('timeline');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await expect(page.getByRole('region', { name: 'Busiest tables' })).toBeVisible();
    await check('overview');
    await page.getByRole('region', { name: 'Changes by day' }).getByRole('button', { name: 'Table' }).click();
    await check('overview-table');
    await page.keyboard.press('g');
    await page.keyboard.press('i');
    await expect(page.getByRole('heading', { name: 'Not checked yet' })).toBeVisible();
    await check('integrity-not-checked');
    await page.keyboard.press('r');
    await expect(page.getByRole('region', { name: 'Verdict' })).toBeVisible({ timeout: 60_000 });
    await check('integrity');
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await expect(page.getByRole('heading', { name: 'Rows' })).toBeVisible();
    await check('rows');
    await openRow(page, '311');
    // The findings unfold the thread: everything it can be made of is on screen.
    await expect(page.getByText('2 findings, unexplained')).toBeVisible({ timeout: 60_000 });
    await check('row');
    await page.keyboard.press('[');
    await expect(page.getByRole('region', { name: 'As it stood' })).toContainText('Kestrel Direct');
    await check('row-as-of');
    await openRow(page, '99999999');
    await expect(page.getByRole('heading', { name: /why that may fail$/ })).toBeVisible();
    await check('row-empty');
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await timeline.changes.first().click();
    await expect(timeline.pane).toBeVisible();
    await check('timeline-selected');
    for (const [key, name] of [
      ['/', 'timeline-filter'],
      ['f', 'timeline-facets'],
      ['d', 'timeline-different'],
      ['v', 'timeline-views'],
      ['e', 'export'],
      ['Control+k', 'palette'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog')).toBeVisible();
      await check(name);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      // What lies below keeps its state: Escape closes one thing at a time.
      await expect(timeline.pane).toBeVisible();
    }
    await timeline.pane.getByRole('link', { name: 'Open the transaction' }).click();
    await expect(page.getByRole('heading', { name: /in one transaction$/ })).toBeVisible();
    await expect(page.getByRole('region', { name: 'What came afterwards' })).toContainText('read ');
    await check('transaction');
    await page.keyboard.press('d');
    await expect(page.getByText(/A quick look/)).toBeVisible();
    await check('transaction-details');
    await page.keyboard.press('d');
    await page.keyboard.press('b');
    await expect(page.getByRole('table', { name: 'Rows before and after' })).toBeVisible();
    await check('transaction-rows');
    await page.keyboard.press('b');
    await page.keyboard.press('v');
    await expect(page.getByRole('region', { name: 'The draft as SQL' })).toBeVisible();
    await check('transaction-draft');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page
      .getByRole('link', { name: /^(user|admin|service_account|job|system):/ })
      .first()
      .click();
    await expect(page.getByRole('table', { name: 'Activity bursts, newest first' })).toBeVisible();
    await expect(page.getByRole('table', { name: 'Tables and rows touched' })).toBeVisible();
    await check('actor');
    await page.getByRole('button', { name: 'Compare' }).first().click();
    await expect(page.getByRole('table', { name: /^This window against/ })).toBeVisible();
    await check('actor-compared');
    await page.goBack();
    await page.goBack();
    // An inserted row with JSON in it: the longest detail, with trees that open.
    await page.getByRole('link', { name: 'Timeline' }).first().click();
    await timeline.addFilter('table', 'public.accounts');
    await timeline.addFilter('operation', 'insert');
    await expect(timeline.changes.first()).toContainText('accounts');
    await timeline.changes.first().click();
    await check('timeline-inserted');
    await timeline.pane.getByRole('tab', { name: 'Image' }).click();
    await expect(timeline.pane.getByRole('button', { expanded: true }).first()).toBeVisible();
    await check('timeline-image');
    await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.setContentSize(1440, 900);
      window?.webContents.setZoomFactor(2);
    });
    await expect.poll(() => page.evaluate('innerWidth')).toBe(720);
    await check('timeline-at-200');
    await timeline.pane.getByRole('link', { name: 'Open the transaction' }).click();
    await expect(page.getByRole('heading', { name: /in one transaction$/ })).toBeVisible();
    await check('transaction-at-200');
    await openRow(page, '311');
    await expect(page.getByText('2 findings, unexplained')).toBeVisible({ timeout: 60_000 });
    await check('row-at-200');
  });

async function openRow(page: Page, key: string): Promise<void> {
  await page.evaluate(`location.hash = '#/row?table=public.payout_accounts&pk=${key}'`);
}

async function examine(page: Page, testInfo: TestInfo, name: string): Promise<void> {
  // Transitions are under 150 ms; contrast is measured when they are over.
  await page.waitForTimeout(250);
  await page.screenshot({ path: testInfo.outputPath(`${name}.png`) });
  const { cut, violations } = await page.evaluate<Examined>(`(async () => {
    ${axeSource};
    // Below an open popover buttons are half covered; what counts then is the popover.
    const found = await axe.run(document.querySelector('[role="dialog"]') ?? document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
    const cut = [];
    if (document.documentElement.scrollWidth > innerWidth) cut.push('the page scrolls sideways');
    if (document.documentElement.scrollHeight > innerHeight) cut.push('the page scrolls');
    for (const element of document.querySelectorAll('button, a[href], input, select, [role="tab"], h1, h2')) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || !element.checkVisibility({ visibilityProperty: true })) continue;
      if (isScrolledAway(element) || box.bottom <= 0) continue;
      if (box.left < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
        cut.push(element.outerHTML.slice(0, 160) + ' at ' + JSON.stringify(box));
    }
    return { cut, violations: found.violations.map(({ id, nodes }) => ({ id, nodes })) };
    function isScrolledAway(element) {
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        const style = getComputedStyle(parent);
        if (/auto|scroll/.test(style.overflowY + style.overflowX)) return true;
      }
      return false;
    }
  })()`);
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 5).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n${failureSummary}`),
  );
  expect.soft(faults, `axe on ${name}`).toEqual([]);
  expect.soft(cut, `cut off on ${name}`).toEqual([]);
}
