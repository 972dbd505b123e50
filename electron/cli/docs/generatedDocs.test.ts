import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCatalog } from '@shared/domain/errors.ts';
import { generatedDocs } from './generatedDocs.ts';
import { fill } from './fill.ts';

describe('generated documentation', () => {
  it.each(generatedDocs().map((doc) => [doc.file, doc] as const))(
    '%s is up to date (node build/docs.mjs)',
    async (file, { render }) => {
      const page = await readFile(path.join(import.meta.dirname, '../../..', file), 'utf8');
      expect(page).toBe(render(page));
    },
  );

  it('lists every error code', async () => {
    const page = await readFile(path.join(import.meta.dirname, '../../../docs/ERRORS.md'), 'utf8');
    for (const code of Object.keys(errorCatalog)) expect(page).toContain(`| \`${code}\` |`);
  });

  it('refuses a page without the place to fill', () => {
    expect(() => fill('nothing here', 'errors', 'x')).toThrow(RangeError);
    expect(fill('a <!-- x -->old<!-- /x --> b', 'x', 'new')).toBe('a <!-- x -->\n\nnew\n\n<!-- /x --> b');
  });
});
