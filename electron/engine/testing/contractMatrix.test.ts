import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

it('every row of the test matrix (CONTRACT §13) has a test of its name', () => {
  const contract = readFileSync(path.join(import.meta.dirname, '../../../docs/CONTRACT.md'), 'utf8');
  const [, matrix = ''] = contract.split('## 13. Suggested test matrix');
  const fixtures = [...(matrix.split('\n---\n')[0] ?? '').matchAll(/^\| (.+?) \| .+ \|$/gm)]
    .map(([, fixture = '']) => fixture.replaceAll('`', '').replaceAll('**', ''))
    .filter((fixture) => fixture !== 'Fixture');
  expect(fixtures).toHaveLength(15);
  const tests = readdirSync(import.meta.dirname)
    .filter((name) => /^contractMatrix\w+\.db\.test\.ts$/.test(name))
    .map((name) => readFileSync(path.join(import.meta.dirname, name), 'utf8'))
    .flatMap((text) => [...text.matchAll(/\bit\('([^']+)'/g)].map(([, title = '']) => title));
  expect(fixtures.filter((fixture) => !tests.some((title) => title.startsWith(`${fixture}:`)))).toEqual([]);
});
