import { describe, expect, it } from 'vitest';
import type { FindHit } from '@shared/domain/find.ts';
import { screenOf } from './destination.ts';

const hit: FindHit = {
  kind: 'row_key',
  label: '',
  where: { table_schema: 'public', table_name: 'orders', column: null, table_pk: '{"id": "90233"}', rows: 1 },
  count: 2,
  capped: false,
  newest: null,
  opens: { by: 'filters', filters: { table: ['public.orders'] } },
};
const screen = (change: Partial<FindHit>): ReturnType<typeof screenOf> =>
  screenOf({ text: 'web-c110b4', hit: { ...hit, ...change } });
const row = { screen: 'row', table: 'public.orders', pk: '{"id": "90233"}' };

describe('the screen that is about what was found', () => {
  it('is the life of the row, also of the only row of a value', () => {
    expect(screen({})).toEqual(row);
    expect(screen({ kind: 'recorded_value' })).toEqual(row);
    for (const table_pk of [null, '{}', '{"id": null}', 'no JSON'])
      expect(screen({ kind: 'recorded_value', where: { ...hit.where, table_pk } })).toBeNull();
  });

  it('is that of the actor or the correlation', () => {
    const actor = { by: 'filters', filters: { actor: ['user:1'] } } as const;
    expect(screen({ kind: 'actor', opens: actor })).toEqual({ screen: 'actor', actor: 'user:1' });
    const correlation = { by: 'filters', filters: { correlation_id: ['WEB'] } } as const;
    expect(screen({ kind: 'correlation', opens: correlation })).toEqual({ screen: 'correlation', id: 'WEB' });
    const unlinked = { by: 'action', id: 'a' } as const;
    expect(screen({ kind: 'correlation', opens: unlinked })).toEqual({
      screen: 'correlation',
      id: 'web-c110b4',
    });
  });

  it('is none for the rest', () => {
    expect(screen({ kind: 'txid' })).toBeNull();
    expect(screen({ kind: 'change' })).toBeNull();
  });
});
