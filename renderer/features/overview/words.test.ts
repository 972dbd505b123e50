import { describe, expect, it } from 'vitest';
import { coverageWords, integrityWords, retentionWords } from './words.ts';

const detail = { read_at: '2026-11-24T03:00:00.000000Z', schemas: [] };
const coverage = { covered: 8, uncovered: 0, expected_uncovered: 2, detail } as const;

describe('the words of the overview', () => {
  it('never claim more of coverage than triggers present now', () => {
    expect(coverageWords({ ...coverage, verdict: 'all_covered' })).toBe(
      'All covered: triggers present now on 8 tables',
    );
    expect(coverageWords({ ...coverage, verdict: 'gaps', uncovered: 1 })).toBe(
      '1 table uncovered, 8 with triggers present now',
    );
    expect(coverageWords({ ...coverage, verdict: 'nothing_captured', covered: 0 })).toContain('No table');
  });

  it('keep "not run", "nothing found" and "cannot tell" apart', () => {
    const summary = { unexplained: 0, codes: [], capped: false, could_not_tell: 0, changes: 1, rows: 2 };
    expect(integrityWords({ summary: null, reason: 'not run: not asked for' })).toBe(
      'not run: not asked for',
    );
    expect(integrityWords({ summary, reason: null })).toBe(
      'No unexplained finding; checked 1 change and 2 live rows',
    );
    expect(
      integrityWords({
        summary: { ...summary, unexplained: 6, capped: true, could_not_tell: 1 },
        reason: null,
      }),
    ).toBe('6 or more unexplained, 1 check could not tell; checked 1 change and 2 live rows');
  });

  it('tell a host that records no run from one that made none', () => {
    const none = { oldest_rows_go_at: null, reason: '', last_run: null };
    expect(retentionWords({ ...none, recorded: true })).toBe('none recorded');
    expect(retentionWords({ ...none, recorded: false })).toBe('the host records none here');
  });
});
