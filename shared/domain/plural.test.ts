import { expect, it } from 'vitest';
import { plural } from './plural.ts';

it('is singular for one only', () => {
  expect([0, 1, 2].map((n) => plural(n, 'row'))).toEqual(['0 rows', '1 row', '2 rows']);
  expect(plural(2, 'retry', 'retries')).toBe('2 retries');
});
