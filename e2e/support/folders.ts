import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export function temporary(name: string): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), `threadline-e2e-${name}-`));
}

export function remove(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
