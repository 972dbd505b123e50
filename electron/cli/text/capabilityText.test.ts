import { describe, expect, it } from 'vitest';
import { capability } from '@engine/testing/capability.ts';
import { capabilityText } from './capabilityText.ts';

const plain = (text: string): string => text;
const paint = { good: plain, bad: plain, changed: plain, dim: plain, strong: plain };
const bare = (n: number) => Array.from({ length: n }, (_, i) => ({ table_schema: 's', table_name: `t${i}` }));
const line = (n: number): string =>
  capabilityText(capability({ uncovered_tables: bare(n) }), paint)
    .split('\n')
    .find((text) => text.startsWith('not captured')) ?? '';

describe('info', () => {
  it('names the tables without a capture trigger beside those that have one', () => {
    expect(line(0)).toBe('not captured       none');
    expect(line(2)).toBe('not captured       s.t0, s.t1');
    expect(line(21)).toMatch(/s\.t19 and 1 more \(health coverage --all-schemas lists them\)$/);
  });
});
