import { describe, expect, it } from 'vitest';
import { guesses } from './pasted.ts';

const kinds = (text: string): readonly string[] => guesses(text).map(({ title }) => title);

describe('what a pasted text could be', () => {
  it('opens a transaction by its uuid first, and still offers it as a correlation', () => {
    const found = guesses(' 5F2C81D0-1111-4222-8333-444455556666 ');
    expect(found[0]).toMatchObject({ kind: 'transaction', id: '5f2c81d0-1111-4222-8333-444455556666' });
    expect(found[1]?.title).toContain('correlation');
  });

  it('takes an instant for five minutes around it', () => {
    expect(guesses('2026-11-18T14:21:07.550214Z')).toEqual([
      {
        kind: 'filters',
        id: 'around',
        filters: { from: '2026-11-18T14:16:07.550214Z', to: '2026-11-18T14:26:07.550214Z' },
        title: 'Changes within 5 minutes of 2026-11-18T14:21:07.550214Z',
      },
    ]);
  });

  it('knows actors and tables', () => {
    expect(kinds('user:9001')).toEqual(['Changes by user:9001']);
    expect(kinds('public.orders')[0]).toBe('Changes of public.orders');
  });

  it('asks nothing of a text too short or too long to be anything', () => {
    expect(guesses('x')).toEqual([]);
    expect(guesses('ä'.repeat(129))).toEqual([]);
  });
});
