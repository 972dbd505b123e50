import { describe, expect, it } from 'vitest';
import { coverageText } from './coverageText.ts';
import { bytesText } from './exportSummaryText.ts';
import { printable, shorten } from './printable.ts';
import { rowKeyText } from './rowKey.ts';
import { renderTable } from './table.ts';

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

  it('counts bytes in decimal units', () => {
    expect([bytesText(999), bytesText(1000), bytesText(811_974_249)]).toEqual([
      '999 B',
      '1.0 kB',
      '812.0 MB',
    ]);
  });

  it("tells Threadline's own tables from tables that nobody captures", () => {
    const shop = {
      schema: 'public',
      covered: ['users'],
      uncovered: ['carts', 'threadline_export_jobs', 'threadline_saved_views'],
      expected_uncovered: [
        { table: 'schema_migrations', source: 'baseline' as const },
        { table: 'threadline_retention_runs', source: 'config' as const },
      ],
    };
    const paint = { dim: lower, good: same, bad: upper, strong: same, changed: same };
    expect(coverageText([shop], paint).split('\n')).toEqual([
      'TABLE                             STATUS     SOURCE',
      'public.carts                      UNCOVERED',
      'public.schema_migrations          expected   baseline',
      "public.threadline_export_jobs     uncovered  Threadline's own",
      'public.threadline_retention_runs  expected   config',
      "public.threadline_saved_views     uncovered  Threadline's own",
      'public.users                      covered',
      "1 covered, 3 uncovered (2 of them Threadline's own), 2 expected",
      '',
    ]);
    expect(coverageText([{ ...shop, uncovered: ['carts'] }], paint)).toContain('1 uncovered, 2 expected');
  });
});

const same = (text: string): string => text;
const lower = (text: string): string => text.toLowerCase();
const upper = (text: string): string => text.toUpperCase();
