import { expect, it } from 'vitest';
import { rowSearch } from './search.ts';

it('takes texts of an address and drops what is none', () => {
  const raw = { table: 'public.a', pk: '{"id": "1"}', at: ['x'], fields: 'all', b: '', other: 'x' };
  expect(rowSearch(raw)).toEqual({ table: 'public.a', pk: '{"id": "1"}', fields: 'all' });
  expect(rowSearch({ fields: 'some' })).toEqual({});
});
