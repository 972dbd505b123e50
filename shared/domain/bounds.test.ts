import { describe, expect, it } from 'vitest';
import { checkBound } from './bounds.ts';

describe('a bound', () => {
  it.each([1, 7, 20])('holds %d within 1 to 20', (value) => {
    expect(() => {
      checkBound('limit', value, 1, 20);
    }).not.toThrow();
  });

  it.each([0, 21, 1.5, Number.NaN])('refuses %d and says why', (value) => {
    expect(() => {
      checkBound('limit', value, 1, 20);
    }).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        message: `limit ${value} is not between 1 and 20`,
      }),
    );
  });
});
