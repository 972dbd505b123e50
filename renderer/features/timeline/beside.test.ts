import { describe, expect, it } from 'vitest';
import type { AuditAction, AuditChange, AuditTransaction } from '@shared/domain/audit.ts';
import type { Correlation } from '@shared/domain/correlation.ts';
import { besideChanges } from './beside.ts';

const action = (id: string): AuditAction => ({ id, name: `n.${id}`, status: 'ok' }) as AuditAction;
const transaction = (id: string, action_id: string): AuditTransaction =>
  ({ id, action_id }) as AuditTransaction;
const change = (transaction_id: string): AuditChange => ({ transaction_id }) as AuditChange;

const found: Correlation = {
  correlation_id: 'web-5e07b1',
  actions: ['a', 'b', 'c', 'd'].map(action),
  transactions: [transaction('1', 'a'), transaction('2', 'b')],
  changes: [change('1'), change('1')],
  actions_without_transactions: ['c', 'd'].map(action),
  truncated: { actions: false, transactions: false, changes: false },
};

describe('what a correlation did besides captured changes', () => {
  it('counts actions none of whose transactions has a change, and those transactions', () => {
    const { words, actions, transactions } = besideChanges(found);
    expect(words).toBe('3 more actions and 1 transaction without captured changes carry this correlation');
    expect(actions.map(({ id }) => id)).toEqual(['b', 'c', 'd']);
    expect(transactions.map(({ id }) => id)).toEqual(['2']);
  });

  it('says nothing where all is on the list, and speaks of one in the singular', () => {
    const all = { ...found, actions: [action('a')], transactions: [transaction('1', 'a')] };
    expect(besideChanges(all).words).toBeNull();
    expect(besideChanges({ ...all, actions: ['a', 'c'].map(action) }).words).toBe(
      '1 more action carries this correlation',
    );
  });

  it('claims of a cut list only what is sure', () => {
    const cut = { ...found, truncated: { ...found.truncated, changes: true } };
    expect(besideChanges(cut).words).toBe('at least 2 more actions carry this correlation');
    expect(besideChanges(cut).transactions).toEqual([]);
  });
});
