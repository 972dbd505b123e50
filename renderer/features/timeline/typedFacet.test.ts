import { describe, expect, it } from 'vitest';
import type { Chip } from '@renderer/lib/chips.ts';
import { typedFacet } from './typedFacet.ts';

const OFFERED: readonly Chip['key'][] = [
  'table',
  'table_schema',
  'actor',
  'op',
  'correlation_id',
  'no_actor',
];
const read = (text: string, current: Chip['key'] = 'table') => typedFacet(text, current, OFFERED);

describe('a facet typed before its value', () => {
  it('is read by its name on screen and by the name the command line has', () => {
    expect(read('actor:user:1')).toEqual({ key: 'actor', not: false, value: 'user:1' });
    expect(read('table:orders', 'actor')).toEqual({ key: 'table', not: false, value: 'orders' });
    expect(read('op:delete')).toEqual({ key: 'op', not: false, value: 'delete' });
    expect(read('Operation: ')).toEqual({ key: 'op', not: false, value: '' });
    expect(read('correlation:web-1')).toEqual({ key: 'correlation_id', not: false, value: 'web-1' });
  });

  it('may be denied', () => {
    expect(read('not op:insert')).toEqual({ key: 'op', not: true, value: 'insert' });
    expect(read('-user:1')).toEqual({ key: 'actor', not: true, value: 'user:1' });
  });

  it('is an actor where the type of one is typed', () => {
    expect(read('user:1')).toEqual({ key: 'actor', not: false, value: 'user:1' });
    expect(read('user:1', 'actor')).toBeNull();
  });

  it('is not looked for inside of values that may hold a colon', () => {
    expect(read('op:delete', 'correlation_id')).toBeNull();
    expect(read('public.orders')).toBeNull();
    expect(read('urn:x:1')).toBeNull();
  });
});
