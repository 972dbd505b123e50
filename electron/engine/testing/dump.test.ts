import { describe, expect, it } from 'vitest';
import { readDump } from './dump.ts';

describe('a plain dump', () => {
  it('is statements and rows in their order, without commands of psql', () => {
    const steps = readDump(
      [
        '--',
        '-- PostgreSQL database dump',
        '--',
        '\\restrict abc',
        'CREATE TABLE a (x text);',
        '-- Data',
        'COPY public.a (x) FROM stdin;',
        'one',
        '\\N',
        '\\\\.',
        '\\.',
        '',
        'COPY public.b (x) FROM stdin;',
        '\\.',
        '-- only a comment',
        '\\unrestrict abc',
      ].join('\n'),
    );
    expect(steps).toEqual([
      { kind: 'sql', text: expect.stringContaining('CREATE TABLE a (x text);') as string },
      { kind: 'copy', statement: 'COPY public.a (x) FROM stdin;', data: 'one\n\\N\n\\\\.\n' },
      { kind: 'copy', statement: 'COPY public.b (x) FROM stdin;', data: '' },
    ]);
    expect(JSON.stringify(steps)).not.toContain('restrict');
  });

  it('that was cut off is refused', () => {
    expect(() => readDump('COPY a FROM stdin;\n1\n')).toThrow('the dump ends within the rows of: COPY a');
  });
});
