import { describe, expect, it } from 'vitest';
import type { Coverage, SchemaCoverage } from '@shared/domain/coverage.ts';
import { judge } from './coverageVerdict.ts';

function coverage(part: Partial<SchemaCoverage>): Coverage {
  const schema = { schema: 'public', covered: [], uncovered: [], expected_uncovered: [], ...part };
  return { read_at: '2026-11-24T04:07:12.000001Z', schemas: [schema] };
}
const clock = (): string => '04:07:12Z';

describe('judge', () => {
  it('is green only when there is a table and none is without a trigger', () => {
    const all = judge(coverage({ covered: ['a', 'b'] }), false, clock);
    expect(all).toMatchObject({ tone: 'ok', label: 'All covered' });
    expect(all.tip).toContain('Triggers present now: 2 of 2 tables.');
    expect(judge(coverage({ covered: ['a'], uncovered: ['b'] }), false, clock)).toMatchObject({
      tone: 'part',
      label: '1 uncovered',
    });
  });

  it('does not call nothing at all covered', () => {
    const none = { tone: 'unknown', label: 'No application table' };
    expect(judge(coverage({}), false, clock)).toMatchObject(none);
    expect(judge(coverage({ uncovered: ['audit_changes'] }), false, clock)).toMatchObject(none);
  });

  it('says since when it does not know', () => {
    expect(judge(coverage({ covered: ['a'] }), true, clock)).toMatchObject({
      tone: 'unknown',
      label: 'unknown since 04:07:12Z',
    });
    expect(judge(undefined, true, clock).label).toBe('Coverage unknown');
  });
});
