import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * docs/PARITY.md against docs/CONTRACT.md §12: every trap is in its table once, a trap that says "differs" has one
 * line among the differences, and the test given as its proof names it.
 */
const root = path.join(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const [differences = '', table = ''] = read('docs/PARITY.md').split('## The traps of the contract');
const rows = [...table.matchAll(/^\| (\d+) +\| (.*?) +\| (.*?) +\|$/gm)].map(([, trap, here, proof]) => ({
  trap: Number(trap),
  here: here ?? '',
  proof: /^`(.+)`$/.exec(proof ?? '')?.[1] ?? null,
}));

describe('docs/PARITY.md', () => {
  it('lists every trap of the contract once, in order', () => {
    const [, traps = ''] = read('docs/CONTRACT.md').split('## 12. Traps');
    const known = [...(traps.split('\n---\n')[0] ?? '').matchAll(/^(\d+)\. /gm)].map(([, n]) => Number(n));
    expect(known).toHaveLength(51);
    expect(rows.map(({ trap }) => trap)).toEqual(known);
  });

  it('has one line for each trap that is met in another way, and none for the others', () => {
    const lines = differences.split('\n').filter((line) => line.startsWith('- '));
    const named = lines.flatMap((line) => trapsIn(line)).sort((a, b) => a - b);
    expect(named).toEqual(rows.filter(({ here }) => here.startsWith('differs')).map(({ trap }) => trap));
  });

  it('says of each trap what is done, and which test proves it; only what is not here needs none', () => {
    for (const { trap, here, proof } of rows) {
      expect(here, `trap ${trap}`).toMatch(/^(?:differs|as upstream|not here)(?=$|[:; ])/);
      if (proof === null) expect(here, `trap ${trap}`).toMatch(/^not here/);
      else expect(trapsIn(read(proof)), `${proof} does not name trap ${trap}`).toContain(trap);
    }
  });
});

/** The numbers behind "trap 1", "traps 14 and 15", "traps 27, 48". */
function trapsIn(text: string): readonly number[] {
  return [...text.matchAll(/\btraps? (\d+(?:(?:, | and )\d+)*)/g)].flatMap(([, numbers = '']) =>
    numbers.split(/, | and /).map(Number),
  );
}
