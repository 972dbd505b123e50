import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listFilterKeys, type Filters } from '@shared/domain/filters.ts';
import {
  chipGroups,
  invertChip,
  pivot,
  windowOnly,
  withChip,
  withoutChip,
  withoutMember,
  withWindow,
  type Chip,
} from './chips.ts';

const chip = (key: Chip['key'], value: string, not = false): Chip => ({ key, value, not });

describe('chips', () => {
  it('groups alternatives of one key and puts exclusions after them', () => {
    const filters: Filters = { not_actor: ['job:x'], table: ['public.a', 'public.b'], op: ['delete'] };
    expect(chipGroups(filters).map(({ key, not, chips }) => [key, not, chips.length])).toEqual([
      ['table', false, 2],
      ['op', false, 1],
      ['actor', true, 1],
    ]);
  });

  it('asks for unrecorded actors instead of named ones, and the other way round', () => {
    const named = withChip({ from: 'x' }, chip('actor', 'user:1'));
    const unrecorded = withChip(named, chip('no_actor', ''));
    expect(unrecorded).toEqual({ from: 'x', no_actor: true });
    expect(withChip(unrecorded, chip('actor', 'user:2'))).toEqual({ from: 'x', actor: ['user:2'] });
    expect(withoutChip(unrecorded, chip('no_actor', ''))).toEqual({ from: 'x' });
  });

  it('inverts a condition and does not repeat one', () => {
    const filters = withChip(withChip({}, chip('op', 'insert')), chip('op', 'insert'));
    expect(filters).toEqual({ op: ['insert'] });
    expect(invertChip(filters, chip('op', 'insert'))).toEqual({ not_op: ['insert'] });
  });

  it('keeps the window on a pivot, and nothing else', () => {
    const filters: Filters = { from: 'a', to: 'b', table: ['public.x'], not_op: ['delete'] };
    expect(pivot(filters, chip('correlation_id', 'c'))).toEqual({
      from: 'a',
      to: 'b',
      correlation_id: ['c'],
    });
    expect(windowOnly(filters)).toEqual({ from: 'a', to: 'b' });
    expect(withWindow(filters, undefined, 'z')).toEqual({ to: 'z', table: ['public.x'], not_op: ['delete'] });
  });

  it('drops a member of a scope, and the scope with its last', () => {
    const filters: Filters = { op: ['insert'], any: [{ actor: ['user:1'] }, { op: ['delete'] }] };
    const one = withoutMember(filters, 0);
    expect(one).toEqual({ op: ['insert'], any: [{ op: ['delete'] }] });
    expect(withoutMember(one, 0)).toEqual({ op: ['insert'] });
  });

  it('takes back exactly what it added', () => {
    const anyChip = fc.record({
      key: fc.constantFrom(...listFilterKeys),
      not: fc.boolean(),
      value: fc.string({ minLength: 1 }),
    });
    fc.assert(
      fc.property(fc.array(anyChip, { maxLength: 6 }), anyChip, (many, one) => {
        const start = many.reduce((filters: Filters, next) => withChip(filters, next), {});
        const known = chipGroups(start).some((group) =>
          group.chips.some((c) => c.key === one.key && c.not === one.not && c.value === one.value),
        );
        if (!known) expect(withoutChip(withChip(start, one), one)).toEqual(start);
      }),
    );
  });
});
