import { expect, it } from 'vitest';
import { canonical, proposedOf } from './useRow.ts';

it('reads moments of an address as the engine does', () => {
  expect(canonical('2026-11-05T01:00:00+01:00')).toBe('2026-11-05T00:00:00.000000Z');
  expect(canonical(undefined)).toBeNull();
});

it('proposes no change from right after the newest captured one', () => {
  expect(proposedOf('2026-11-18T15:02:13.865556Z', '2026-11-24T00:00:00.000000Z')).toEqual({
    since: '2026-11-18T15:02:13.865557Z',
    until: '2026-11-24T00:00:00.000000Z',
  });
  expect(proposedOf('infinity', 'x')).toBeNull();
});
