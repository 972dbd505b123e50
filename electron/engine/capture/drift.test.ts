import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captureDrift } from './drift.ts';
import type { CaptureSettings } from './policy.ts';
import { captureFunctions } from './triggers.ts';
import { unifiedDiff } from './unifiedDiff.ts';

const labels = { from: 'a', to: 'b' };

describe('a unified diff', () => {
  it('is empty when nothing differs', () => {
    expect(unifiedDiff('x\ny', 'x\ny', labels)).toBe('');
  });

  it('shows three lines around each change, as diff -u does', () => {
    const from = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13'].join('\n');
    const to = ['1', '2', '3', '4', 'five', '6', '7', '8', '9', '10', '11', '12', '13', '14'].join('\n');
    expect(unifiedDiff(from, to, labels)).toBe(
      [
        '--- a',
        '+++ b',
        '@@ -2,7 +2,7 @@',
        ' 2',
        ' 3',
        ' 4',
        '-5',
        '+five',
        ' 6',
        ' 7',
        ' 8',
        '@@ -11,3 +11,4 @@',
        ' 11',
        ' 12',
        ' 13',
        '+14',
        '',
      ].join('\n'),
    );
  });

  it('can be applied: the lines it keeps and removes are the old text, those it keeps and adds the new', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = unifiedDiff(before.join('\n'), after.join('\n'), labels).split('\n').slice(2, -1);
        let line = 0;
        const result: string[] = [];
        for (const entry of lines) {
          const header = /^@@ -(\d+)(?:,(\d+))? \+/.exec(entry);
          if (header !== null) {
            const start = Number(header[1]) - (header[2] === '0' ? 0 : 1);
            while (line < start) result.push(before[line++] ?? '');
          } else if (entry.startsWith('+')) result.push(entry.slice(1));
          else {
            expect(entry.slice(1)).toBe(before[line]);
            if (entry.startsWith(' ')) result.push(entry.slice(1));
            line += 1;
          }
        }
        expect([...result, ...before.slice(line)]).toEqual(after);
      }),
    );
  });
});

describe('generated against deployed functions', () => {
  const generated = (settings: CaptureSettings) =>
    captureFunctions({ storageSchema: 'public', era: 'current', tables: [{ table: 'users', ...settings }] });
  const wanted = generated({ exclude: ['a', 'b'] });
  const name = 'public.threadline_capture_changes_users';
  const compare = (body?: string) =>
    captureDrift(wanted, new Map(body === undefined ? [] : [[name, body]]))[0];

  it('the same', () => {
    expect(compare(wanted[0]?.body)).toEqual({ name, state: 'same', diff: '' });
  });

  it('the same policy in other words', () => {
    const other = generated({ exclude: ['b', 'a'] })[0]?.body ?? '';
    expect(compare(other)).toMatchObject({ state: 'same_policy' });
    expect(compare(other)?.diff).toContain(`--- deployed ${name}\n+++ generated ${name}\n@@ `);
  });

  it('another policy: the line that matters is in the diff', () => {
    const drift = compare(generated({ exclude: ['a'] })[0]?.body);
    expect(drift?.state).toBe('differs');
    expect(drift?.diff).toContain("\n+    v_data_after := v_data_after - 'b';\n");
  });

  it('a body that cannot be read differs', () => {
    expect(compare('BEGIN RETURN NULL; END')).toMatchObject({ state: 'differs' });
  });

  it('nothing deployed', () => {
    expect(compare()).toMatchObject({ state: 'missing' });
    expect(compare()?.diff).toContain('--- /dev/null\n');
  });

  it('tables without settings are compared by the global function', () => {
    const tables = [{ table: 'users' }, { table: 'posts', mask: ['a'] }];
    const names = captureFunctions({ storageSchema: 'x', era: 'current', tables }).map((f) => f.name);
    expect(names).toEqual(['threadline_capture_changes', 'threadline_capture_changes_posts']);
  });
});
