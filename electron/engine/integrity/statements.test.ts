import { describe, expect, it } from 'vitest';
import { capability } from '../testing/capability.ts';
import { earlierChangesStatement } from './capture/earlierChangesStatement.ts';
import { chainStatement } from './chain/chainStatement.ts';
import { secondLookStatement } from './chain/secondLookStatement.ts';
import {
  changesByTableStatement,
  firstAgreeingStatement,
  sampleStatement,
  transactionsStatement,
} from './clock/statements.ts';
import {
  changeSuspectsStatement,
  datesStatement,
  transactionSuspectsStatement,
} from './clock/suspectsStatement.ts';
import { horizonStatement } from './live/horizonStatement.ts';
import { everything, selectionOf, selectionOfRow } from './selection.ts';

const here = capability();
const part = { oid: '16400', since: null };
const policy = {
  table_schema: 'public',
  table_name: 'users',
  unnamed: ['seen'],
  incomparable: ['phone'],
  since: '700',
  keys: '[["id"]]',
};

describe('the SQL of integrity', () => {
  it('is as it was looked at', () => {
    const narrow = selectionOf(here, { actor: ['user:1'], from: '2026-01-01T00:00:00Z' });
    expect({
      changes: changesByTableStatement(here, everything),
      transactions: transactionsStatement(here, everything),
      agreeing: firstAgreeingStatement('changes', here, '16400'),
      sample: sampleStatement('transactions', here, everything, {
        part,
        until: '2026-01-01T00:00:00.000000Z',
      }),
      suspects: changeSuspectsStatement(here, narrow, [part], 10),
      rewritten: transactionSuspectsStatement(
        here,
        everything,
        [{ ...part, since: '2026-01-01T00:00:00.000000Z' }],
        10,
      ),
      dates: datesStatement(here, ['1', '2']),
      horizon: horizonStatement(here),
      earlier: earlierChangesStatement(here, [{ table_schema: 'public', table_name: 'users', txid: '7' }]),
      second: secondLookStatement(here, '[]'),
    }).toMatchSnapshot();
  });

  it('of the chain: everything, and the life of one row', () => {
    const question = { policies: [policy], placeholders: ['[REDACTED]'], limit: 10 };
    const row = { table_schema: 'public', table_name: 'users', table_pk: '{"id": "1"}' };
    const old = capability({ has_changed_from: false });
    expect(
      chainStatement(here, { ...question, selection: everything, olderSettings: 'none' }),
    ).toMatchSnapshot();
    expect(
      chainStatement(old, { ...question, selection: selectionOfRow(row), olderSettings: 'look' }),
    ).toMatchSnapshot();
  });
});
