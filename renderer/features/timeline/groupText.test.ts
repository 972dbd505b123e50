import { describe, expect, it } from 'vitest';
import { groupText } from './chipWords.ts';

const chip = (key: 'table' | 'actor', not: boolean, value: string) => ({ key, not, value });

describe('chips as words', () => {
  it('say alternatives with or, exclusions with nor', () => {
    const orders = chip('table', false, 'orders');
    const refunds = chip('table', false, 'refunds');
    expect(groupText({ key: 'table', not: false, chips: [orders, refunds] })).toBe(
      'table is orders or refunds',
    );
    const one = chip('actor', true, 'user:1');
    const two = chip('actor', true, 'user:2');
    expect(groupText({ key: 'actor', not: true, chips: [one] })).toBe('actor is not user:1');
    expect(groupText({ key: 'actor', not: true, chips: [one, two] })).toBe('actor is not user:1 nor user:2');
    const nobody = { key: 'no_actor', not: false, value: '' } as const;
    expect(groupText({ key: 'no_actor', not: false, chips: [nobody] })).toBe('actor is not recorded');
  });
});
