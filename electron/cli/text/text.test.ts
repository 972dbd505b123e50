import { describe, expect, it } from 'vitest';
import type { Filters } from '@shared/domain/filters.ts';
import { bytesText } from './exportSummaryText.ts';
import { printable, shorten } from './printable.ts';
import { rowKeyText } from './rowKey.ts';
import { renderTable } from './table.ts';
import { timelineText } from './timelineText.ts';

describe('text for people', () => {
  it('shows what would move a cursor, turn the writing round or break a line', () => {
    expect(printable('a\u001b[31mb\nc\u202ed\u0000')).toBe('a\\u001b[31mb\\nc\\u202ed\\u0000');
    expect(printable('Ünï 🎉')).toBe('Ünï 🎉');
  });

  it('cuts by characters, never through one', () => {
    expect(shorten('🎉🎉🎉', 2)).toBe('🎉…');
    expect(shorten('abc', 3)).toBe('abc');
  });

  it('names row keys and says when there is none', () => {
    expect(rowKeyText('{"id": "42"}')).toBe('id=42');
    expect(rowKeyText('{"a": "1", "b": "x y"}')).toBe('a=1 b=x y');
    expect([rowKeyText('{}'), rowKeyText('{"id": null}')]).toEqual(['(unresolved key)', '(unresolved key)']);
  });

  it('aligns columns by characters', () => {
    const table = renderTable(
      [
        { n: '1', t: 'ü' },
        { n: '22', t: 'long' },
      ],
      [
        { title: 'N', of: (r) => r.n, right: true },
        { title: 'T', of: (r) => r.t, max: 3 },
      ],
    );
    expect(table).toBe(' N  T\n 1  ü\n22  lo…\n');
  });

  it('says of an empty page when the filters alone leave nothing', () => {
    const page = { entries: [], cursor: null, has_more: false };
    const same = (text: string): string => text;
    const plain = { dim: same, strong: same, good: same, changed: same, bad: same };
    const [early, late] = ['2026-11-05T00:00:00.000000Z', '2026-11-06T00:00:00.000000Z'];
    const text = (filters: Filters): string => timelineText(page, filters, 'older', plain);
    expect(text({ from: early, to: late })).toBe('no change matches\n');
    expect(text({ from: early, to: early })).toBe('no change matches\n');
    expect(text({ from: late, to: early })).toBe('no change matches: --to lies before --from\n');
    expect(text({ no_actor: true, actor: ['admin:4'] })).toContain('exclude each other');
  });

  it('counts bytes in decimal units', () => {
    expect([bytesText(999), bytesText(1000), bytesText(811_974_249)]).toEqual([
      '999 B',
      '1.0 kB',
      '812.0 MB',
    ]);
  });
});
