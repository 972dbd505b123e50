import { describe, expect, it, vi } from 'vitest';
import { InvestigatorError } from '@shared/domain/errors.ts';
import { listEnds } from './listEnds.ts';

function reading(part: Partial<Parameters<typeof listEnds>[0]> = {}) {
  return {
    error: null,
    hasNextPage: true,
    hasPreviousPage: true,
    isFetchNextPageError: false,
    isFetchPreviousPageError: false,
    isFetchingNextPage: false,
    isFetchingPreviousPage: false,
    fetchNextPage: vi.fn(),
    fetchPreviousPage: vi.fn(),
    ...part,
  };
}

const error = new InvestigatorError('connection_lost', 'the connection was lost');

describe('listEnds', () => {
  it('reads on in both directions while nothing failed', () => {
    expect(listEnds(reading())).toEqual({ halted: null, tail: { kind: 'more' } });
    expect(listEnds(reading({ hasNextPage: false })).tail).toEqual({ kind: 'end' });
  });

  it('says that newer rows could not be read, and asks for neither direction until told to', () => {
    const query = reading({ error, isFetchPreviousPageError: true });
    const { halted, tail } = listEnds(query);
    expect(halted?.words).toBe('Newer rows could not be read: the connection was lost');
    expect(tail).toMatchObject({
      kind: 'halt',
      words: 'Older rows are not asked for: newer ones could not be read.',
    });
    halted?.onRetry();
    expect(query.fetchPreviousPage).toHaveBeenCalledOnce();
    expect(query.fetchNextPage).not.toHaveBeenCalled();
  });

  it('says the same of older rows', () => {
    const query = reading({ error, isFetchNextPageError: true });
    const { halted, tail } = listEnds(query);
    expect(tail).toMatchObject({ words: 'Older rows could not be read: the connection was lost' });
    expect(halted?.words).toContain('not asked for');
    if (tail.kind === 'halt') tail.onRetry();
    expect(query.fetchNextPage).toHaveBeenCalledOnce();
  });

  it('shows that it is reading again rather than the failure before', () => {
    const again = listEnds(reading({ error, isFetchNextPageError: true, isFetchingNextPage: true }));
    expect(again.tail).toEqual({ kind: 'more' });
  });
});
