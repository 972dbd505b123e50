import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { errorCatalog } from '@shared/domain/errors.ts';
import { documents } from '@shared/cli/documents.ts';
import { generatedDocs, SCHEMA_FOLDER } from './generatedDocs.ts';
import { fill } from './fill.ts';

const root = path.join(import.meta.dirname, '../../..');

describe('generated documentation', () => {
  it.each(generatedDocs().map((doc) => [doc.file, doc] as const))(
    '%s is up to date (node build/docs.mjs)',
    async (file, { render }) => {
      const page = await readFile(path.join(root, file), 'utf8');
      expect(page).toBe(render(page));
    },
  );

  it('lists every error code', async () => {
    const page = await readFile(path.join(root, 'docs/ERRORS.md'), 'utf8');
    for (const code of Object.keys(errorCatalog)) expect(page).toContain(`| \`${code}\` |`);
  });

  it('has one schema a document, linked from docs/CLI.md, and none that describes nothing', async () => {
    const names = (await readdir(path.join(root, SCHEMA_FOLDER))).sort();
    const described = generatedDocs().flatMap(({ file }) =>
      file.startsWith(`${SCHEMA_FOLDER}/`) ? [path.basename(file)] : [],
    );
    expect(names).toEqual([...described].sort());
    expect(names).toHaveLength(Object.keys(documents).length);
    const page = await readFile(path.join(root, 'docs/CLI.md'), 'utf8');
    const linked = [...page.matchAll(/\]\(schemas\/([^)]+)\)/g)].map(([, name]) => name);
    expect(linked).toEqual(described);
  });

  it('a schema says draft, what it describes, and that 64-bit numbers are integers; it needs no other file', async () => {
    const text = await readFile(path.join(root, SCHEMA_FOLDER, 'timeline.schema.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'threadline-investigator: timeline',
      type: 'object',
      required: ['entries', 'cursor', 'has_more'],
      additionalProperties: false,
      $defs: { exactInteger: { type: 'integer' } },
    });
    expect([...text.matchAll(/"\$ref": "([^"]+)"/g)].map(([, to]) => to)).toSatisfy((to: string[]) =>
      to.every((place) => place.startsWith('#/$defs/')),
    );
  });

  it('refuses a page without the place to fill', () => {
    expect(() => fill('nothing here', 'errors', 'x')).toThrow(RangeError);
    expect(fill('a <!-- x -->old<!-- /x --> b', 'x', 'new')).toBe('a <!-- x -->\n\nnew\n\n<!-- /x --> b');
  });
});
