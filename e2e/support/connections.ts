import { expect, type Locator, type Page } from '@playwright/test';

/** The first screen: what is offered, and the forms to add and open a connection. */
export class Connections {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async isShown(): Promise<void> {
    await expect(this.page.getByRole('heading', { name: 'Connections', level: 1 })).toBeVisible();
  }

  card(name: string): Locator {
    return this.page.getByRole('article', { name });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  get problem(): Locator {
    return this.dialog.getByRole('alert');
  }

  /** Making the demo takes seconds on an idle machine and far longer on a busy one. */
  async openDemo(): Promise<void> {
    await this.card('Demo').getByRole('button', { name: 'Open the demo' }).click();
    await expect(this.page.getByRole('grid')).toBeVisible({ timeout: 80_000 });
  }

  /** Opens the form, lets the application read a URI into it, and says what the database is. */
  async beginWithUri(uri: string, environment = 'production'): Promise<void> {
    await this.page.getByRole('button', { name: 'Add a connection' }).first().click();
    await this.dialog.getByLabel('Paste a PostgreSQL URI').fill(uri);
    await this.dialog.getByRole('button', { name: 'Read URI' }).click();
    await expect(this.dialog.getByLabel('Host')).not.toHaveValue('');
    await this.dialog.getByRole('button', { name: environment, exact: true }).click();
  }

  async nameIt(name: string): Promise<void> {
    await this.dialog.getByLabel('Name', { exact: true }).fill(name);
  }

  async test(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Test', exact: true }).click();
  }

  /** With the password that was typed or in the URI: it is tried at once. */
  async saveAndOpen(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Save and open' }).click();
  }

  /** In the dialog that asks for the password of a saved connection. */
  async confirmOpen(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Open', exact: true }).click();
  }
}
