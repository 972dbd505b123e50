import { expect, type Locator, type Page } from '@playwright/test';

type FilterKey = 'table' | 'schema' | 'actor' | 'operation' | 'correlation';

/** The timeline: its question, its list, the selected change beside it. */
export class Timeline {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get list(): Locator {
    return this.page.getByRole('grid');
  }

  /** Lines that are changes; the list is virtual, so only those on screen. */
  get changes(): Locator {
    return this.list.locator('[role="row"][id^="change-"]');
  }

  get pane(): Locator {
    return this.page.getByRole('complementary', { name: 'Selected change' });
  }

  async isShown(): Promise<void> {
    await expect(this.list).toBeVisible();
    await expect(this.changes.first()).toBeVisible();
  }

  /** `at least` is part of it where counting stopped at the cap. */
  async counted(): Promise<string> {
    const line = this.page.getByTestId('count-line');
    await expect(line).toContainText('counted at');
    return (await line.locator('b').textContent()) ?? '';
  }

  async addFilter(key: FilterKey, value: string): Promise<void> {
    await this.page.getByRole('search').getByRole('button', { name: 'Filter' }).click();
    const editor = this.page.getByRole('dialog', { name: 'Add a filter' });
    await editor.getByRole('button', { name: key, exact: true }).click();
    await editor.getByRole('combobox').fill(value);
    await editor.getByRole('button', { name: 'Add', exact: true }).click();
  }

  chip(words: string): Locator {
    return this.page.getByRole('search').getByRole('button', { name: new RegExp(`^${words}`) });
  }

  async openTransactionOf(line: Locator): Promise<void> {
    await line.click();
    await this.pane.getByRole('link', { name: 'Open the transaction' }).click();
  }
}
