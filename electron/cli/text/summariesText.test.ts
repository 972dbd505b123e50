import { describe, expect, it } from 'vitest';
import type { Different, Histogram, Overview } from '@shared/domain/summaries.ts';
import { bar } from './bar.ts';
import { differentText } from './differentText.ts';
import { facetsText, percent } from './facetsText.ts';
import { histogramText } from './histogramText.ts';
import { overviewText } from './overviewText.ts';

const same = (text: string): string => text;
const paint = { dim: same, good: same, bad: same, strong: same, changed: same };

const day = (n: number, counts: Record<string, number>) => ({
  start: `2026-05-0${n}T00:00:00.000000Z`,
  counts,
});
const HISTOGRAM: Histogram = {
  from: '2026-05-01T10:00:00.000000Z',
  to: '2026-05-07T10:00:00.000000Z',
  by: 'op',
  bucket_seconds: 86_400,
  buckets: [
    day(1, { insert: 80 }),
    day(2, {}),
    day(3, {}),
    day(4, {}),
    day(5, {}),
    day(6, {}),
    day(7, { insert: 1, delete: 1 }),
  ],
  unplaced: 0,
  approximate: null,
};

describe('a histogram', () => {
  it('is a line a bucket; nothing for long is one line', () => {
    expect(histogramText(HISTOGRAM, paint).split('\n')).toEqual([
      'FROM                         INSERT  DELETE  TOTAL',
      `2026-05-01T00:00:00.000000Z      80       0     80  ${'█'.repeat(30)}`,
      '… 5 lines of nothing',
      '2026-05-07T00:00:00.000000Z       1       1      2  ▊',
      '82 changes from 2026-05-01T10:00:00.000000Z to 2026-05-07T10:00:00.000000Z, 1 day a line',
      '',
    ]);
  });

  it('says what it is when it is a sample, and what has no place', () => {
    const approximate = { how: '2 % of the blocks were read', percent: 2, sampled: 41 };
    const text = histogramText({ ...HISTOGRAM, approximate, unplaced: 3 }, paint);
    expect(text).toContain('about 82 changes from');
    expect(text).toContain('a sample: 2 % of the blocks were read (41 changes seen)');
    expect(text).toContain('3 more matching with a time that is infinite');
  });

  it('keeps five series apart and sums the rest', () => {
    const counts = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`shop.t${i}`, 10 - i]));
    const text = histogramText(
      { ...HISTOGRAM, by: 'table', buckets: [day(1, { ...counts, '(other)': 5 })] },
      paint,
    );
    expect(text.split('\n')[0]).toMatch(
      /^FROM +shop\.t0 +shop\.t1 +shop\.t2 +shop\.t3 +shop\.t4 +\(other\) +TOTAL$/,
    );
    expect(text.split('\n')[1]).toMatch(/ 10 +9 +8 +7 +6 +17 +57 /);
  });

  it('says where it looked when nothing matches', () => {
    const nothing = { ...HISTOGRAM, buckets: [], bucket_seconds: null };
    expect(histogramText({ ...nothing, from: null, to: null }, paint)).toBe('no change matches\n');
    expect(histogramText({ ...nothing, to: null }, paint)).toBe(
      'no change matches from 2026-05-01T10:00:00.000000Z to …\n',
    );
  });
});

describe('other summaries', () => {
  it('bars show what is more than nothing', () => {
    expect([bar(0, 10), bar(0.0001, 10), bar(0.5, 2), bar(2, 2)]).toEqual(['', '▏', '█', '██']);
  });

  it('percents keep two digits that count', () => {
    expect([0, 0.00001, 0.0123, 0.999, 1].map(percent)).toEqual([
      '0 %',
      '<0.01 %',
      '1.2 %',
      '100 %',
      '100 %',
    ]);
  });

  it('tell nothing recorded from nothing there, and let no value move the cursor', () => {
    const others = { values: 0, count: 0 };
    const text = facetsText(
      {
        facets: [
          { facet: 'actor', available: false, values: [], others },
          {
            facet: 'source',
            available: true,
            values: [
              { value: null, count: 2 },
              { value: 'a\u001b[2J', count: 1 },
            ],
            others: { values: 4, count: 7 },
          },
        ],
        counted: 10,
        capped: true,
      },
      paint,
    );
    expect(text).toContain('ACTOR\nnot recorded in this database\n');
    expect(text).toContain('(no source recorded)        2  20 %');
    expect(text).toContain('a\\u001b[2J');
    expect(text).toContain('and 4 other values with 7 changes');
    expect(text).toContain('the newest 10 changes only (--cap)');
  });

  it('a difference says how often on both sides', () => {
    const answer: Different = {
      selected: 40,
      against: 1000,
      selected_from: null,
      against_from: null,
      differences: [
        {
          key: 'hour',
          value: '03',
          selected: { count: 40, share: 1 },
          against: { count: 0, share: 0 },
          ratio: null,
        },
        {
          key: 'source',
          value: null,
          selected: { count: 10, share: 0.25 },
          against: { count: 10, share: 0.01 },
          ratio: 25,
        },
      ],
    };
    const text = differentText(answer, paint);
    expect(text).toMatch(/hour \(UTC\) +03 +100 % +40 +0 % +0 +only here/);
    expect(text).toMatch(/source +\(no source recorded\) +25 % +10 +1 % +10 +25/);
    expect(text).toMatch(/40 selected changes against 1000\n$/);
    const from = '2026-05-01T00:00:00.000000Z';
    expect(differentText({ ...answer, selected_from: from, against_from: from }, paint)).toContain(
      `1000\nNOT COMPLETE: only changes from ${from} on were compared, there are older ones\n--from and --to`,
    );
    const none = { ...answer, selected: 0, differences: [], against_from: from };
    expect(differentText(none, paint)).toMatch(
      /^no change is selected \(1000 to compare with\)\nNOT COMPLETE: only changes of the other side from/,
    );
    expect(differentText({ ...answer, selected: 1, against: 0 }, paint)).toBe(
      'there is nothing to compare the 1 selected change with\n',
    );
  });
});

describe('the coverage of an overview', () => {
  const at = '2026-05-07T10:00:00.000000Z';
  const none = { facet: 'table', available: true, values: [], others: { values: 0, count: 0 } } as const;
  const covered = (uncovered: readonly string[], expected: number): string => {
    const detail = { schema: 'public', covered: ['a', 'b'], uncovered: [...uncovered, 'audit_actions'] };
    const overview: Overview = {
      read_at: at,
      window: { oldest: null, newest: null },
      estimates: { changes: 0, transactions: 0, actions: 0 },
      retention: { recorded: false, last_run: null, oldest_rows_go_at: null, reason: 'r' },
      period: { from: null, to: null, days: 1 },
      volume: { ...HISTOGRAM, buckets: [] },
      tables: none,
      actors: { ...none, facet: 'actor' },
      newest: [],
      coverage: {
        verdict: uncovered.length === 0 ? 'all_covered' : 'gaps',
        covered: 2,
        uncovered: uncovered.length,
        expected_uncovered: expected,
        detail: { read_at: at, schemas: [{ ...detail, expected_uncovered: [] }] },
      },
      integrity: { summary: null, reason: 'not run' },
    };
    const shown = overviewText(overview, paint).split('\n');
    return shown.find((text) => text.startsWith('capture triggers now')) ?? '';
  };

  it('says each number once, and names what has no trigger', () => {
    expect(covered([], 0)).toBe('capture triggers now   on 2 tables');
    expect(covered(['webhooks'], 0)).toBe('capture triggers now   on 2 tables; none on 1: public.webhooks');
    expect(covered(['c', 'd', 'e', 'f', 'g', 'h'], 0)).toMatch(
      /none on 6: public\.c, .*public\.g, … \(health coverage --all-schemas lists all\)$/,
    );
  });

  it('says what was to be expected, and why', () => {
    expect(covered([], 1)).toMatch(
      /; none on 1 that is meant to have none \(schema_migrations, or the configuration says so\)$/,
    );
  });
});
