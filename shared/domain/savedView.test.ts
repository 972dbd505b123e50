import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filtersOfSavedView } from './savedView.ts';

describe("upstream's filter map", () => {
  // CONTRACT §12, trap 42.
  it('is read whole', () => {
    expect(
      filtersOfSavedView(
        '{"from": "2026-05-21T12:32", "to": "2026-05-21T12:32:59.5", "table": "users", "actor_id": "u-1", "actor_kind": "user", "table_schema": "public", "correlation_id": " c-1 "}',
      ),
    ).toEqual({
      from: '2026-05-21T12:32:00.000000Z',
      to: '2026-05-21T12:32:59.500000Z',
      table: ['users'],
      table_schema: ['public'],
      actor: ['user:u-1'],
      correlation_id: ['c-1'],
    });
  });

  it.each([
    ['{}', {}],
    ['{"from": "", "to": null, "table": "", "sort": "asc", "page": 3}', {}],
    ['{"actor_kind": "anonymous", "actor_id": "left over"}', { actor: ['anonymous'] }],
    ['{"actor_kind": "job", "actor_id": "a:b"}', { actor: ['job:a:b'] }],
    [
      '{"table": "odd.name", "table_schema": "public"}',
      { table: ['public.odd.name'], table_schema: ['public'] },
    ],
  ])('%s', (stored, filters) => {
    expect(filtersOfSavedView(stored)).toEqual(filters);
  });

  it.each([
    ['{"from": "2026-05-21T12:32:00Z"}', 'invalid_instant', 'from: invalid datetime'],
    ['{"to": "2026-05-21T12:32:00+02:00"}', 'invalid_instant', 'to: invalid datetime'],
    ['{"from": "2026-05-21"}', 'invalid_instant', 'from: invalid datetime'],
    ['{"from": "2026-02-30T00:00"}', 'invalid_instant', 'that day does not exist'],
    ['{"actor_kind": "user"}', 'invalid_actor', 'actor id is required'],
    ['{"actor_kind": "user", "actor_id": ""}', 'invalid_actor', 'actor id is required'],
    ['{"actor_id": "u-1"}', 'invalid_actor', 'actor kind is required'],
    ['{"actor_kind": "robot", "actor_id": "1"}', 'invalid_actor', 'unknown actor kind "robot"'],
    ['{"table": 5}', 'invalid_filter', 'table of the stored filters is not text'],
    ['{"table": "odd.name"}', 'invalid_filter', 'has a dot and no schema'],
    [`{"correlation_id": "${'x'.repeat(257)}"}`, 'invalid_filter', '257 bytes long'],
    ['[]', 'invalid_filter', 'not a JSON object'],
    ['{"from"', 'invalid_filter', 'not a JSON object'],
  ])('refuses %s', (stored, code, message) => {
    expect(() => filtersOfSavedView(stored)).toThrow(expect.objectContaining({ code }) as Error);
    expect(() => filtersOfSavedView(stored)).toThrow(message);
  });

  it('never fails otherwise than by saying so', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('from', 'to', 'table', 'actor_kind', 'actor_id', 'x'), fc.jsonValue()),
        (map) => {
          try {
            filtersOfSavedView(JSON.stringify(map));
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^invalid_/) as string });
          }
        },
      ),
    );
  });
});
