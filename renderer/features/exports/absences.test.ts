import { describe, expect, it } from 'vitest';
import { absencesOf } from './absences.ts';

describe('what a file leaves out', () => {
  it('is said for every format, and for a CSV without the switch also the correlation', () => {
    for (const format of ['csv', 'json', 'ndjson'] as const) {
      expect(absencesOf(format, true)).toContain('meta of the transactions');
      expect(absencesOf(format, true)).toContain("the linked action's name and status");
      expect(absencesOf(format, true)).toContain('which filters were asked of which database');
    }
    expect(absencesOf('csv', false)).toContain('the linked action and its correlation');
    expect(absencesOf('json', false)).not.toContain('and its correlation');
  });
});
