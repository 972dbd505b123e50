import { expect, type ElectronApplication, type Page } from '@playwright/test';

export interface Exported {
  readonly rows: string;
  readonly sha256: string;
}

/** Answers the system's own save dialog, which no test can press. */
export async function saveAs(app: ElectronApplication, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
  }, file);
}

/** Runs the export dialog to its result. */
export async function exportTo(
  app: ElectronApplication,
  page: Page,
  file: string,
  format: 'CSV' | 'JSON' | 'NDJSON',
): Promise<Exported> {
  await saveAs(app, file);
  await page.getByRole('button', { name: 'Export', exact: false }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Export these changes' });
  await dialog
    .getByRole('group', { name: 'Format' })
    .getByRole('button', { name: format, exact: true })
    .click();
  await dialog.getByRole('radio', { name: 'all' }).check();
  await dialog.getByRole('button', { name: 'Choose a place and write' }).click();
  const result = page.getByRole('dialog', { name: /written$/ });
  await expect(result).toBeVisible({ timeout: 60_000 });
  const sha256 = (await result.getByTestId('export-sha256').textContent()) ?? '';
  const rows = (await result.getByRole('heading', { name: /written$/ }).textContent()) ?? '';
  await result.getByRole('button', { name: 'Done' }).click();
  return { rows, sha256 };
}
