import { describe, expect, it } from 'vitest';
import { listFilterKeys } from '@shared/domain/filters.ts';
import type { Chip } from '@renderer/lib/chips.ts';
import { FACETS } from './facets.ts';
import { typedFacet } from './typedFacet.ts';

const read = (text: string, current: Chip['key'] = 'table') => typedFacet(text, current, FACETS);

describe('a facet typed before its value', () => {
  it('is read by its name on screen and by the name the command line has', () => {
    expect(read('actor:user:1')).toEqual({ key: 'actor', not: false, value: 'user:1' });
    expect(read('table:orders', 'actor')).toEqual({ key: 'table', not: false, value: 'orders' });
    expect(read('op:delete')).toEqual({ key: 'op', not: false, value: 'delete' });
    expect(read('Operation: ')).toEqual({ key: 'op', not: false, value: '' });
    expect(read('correlation:web-1')).toEqual({ key: 'correlation_id', not: false, value: 'web-1' });
  });

  it('reads the seldom ones as well, whose values may hold colons and equals signs', () => {
    expect(read('value:order_no=4711')).toEqual({ key: 'value', not: false, value: 'order_no=4711' });
    expect(read('field:bank_label')).toEqual({ key: 'field', not: false, value: 'bank_label' });
    expect(read('meta:{"ip":"::1"}')).toEqual({ key: 'meta', not: false, value: '{"ip":"::1"}' });
    expect(read('row key:{"id":"1"}')).toEqual({ key: 'pk', not: false, value: '{"id":"1"}' });
    expect(read('pk:{"id":"1"}')).toMatchObject({ key: 'pk' });
    expect(read('action:member.role')).toMatchObject({ key: 'action_name', value: 'member.role' });
    expect(read('action status:error')).toMatchObject({ key: 'action_status', value: 'error' });
    expect(read('txid:2882', 'txid')).toMatchObject({ key: 'txid', value: '2882' });
    expect(read('meta:{}', 'value')).toBeNull();
  });

  it('offers every filter there is', () => {
    expect([...FACETS].sort()).toEqual([...listFilterKeys, 'no_actor'].sort());
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
