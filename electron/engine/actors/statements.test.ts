import { describe, expect, it } from 'vitest';
import { capability } from '../testing/capability.ts';
import {
  actionsStatement,
  linkedChangesStatement,
  linkedTransactionsStatement,
} from '../correlations/statements.ts';
import { baselineStatement } from './baselineStatement.ts';
import { besideRowsStatement, touchedRowsStatement } from './besideRowsStatement.ts';
import { burstsStatement } from './burstsStatement.ts';
import { countsStatement } from './countsStatement.ts';
import { newestStatement } from './newestStatement.ts';
import { seenStatement } from './seenStatement.ts';
import { failedActionsStatement, rhythmStatement, tablesStatement } from './summaryStatements.ts';
import { transactionsStatement } from './transactionsStatement.ts';
import { windowPredicate } from './windowPredicate.ts';

const ID = '0001135b-30cc-4d26-b327-784ef54be5a2';
const from = '2026-05-15T00:00:00.000000Z';
const to = '2026-06-15T00:00:00.000000Z';
const actor = { type: 'user', id: 'u-1' } as const;
const window = { actor, from, to } as const;
const current = capability({ storage_schema: 'audit' });
const old = capability({
  has_changed_from: false,
  has_actor: false,
  has_action_link: false,
  has_actions: false,
});

const page = (of: Parameters<typeof windowPredicate>[1], direction: 'older' | 'newer') =>
  transactionsStatement(current, {
    conditions: (bind) => windowPredicate(current, of, bind),
    cursor: { at: to, id: ID },
    direction,
    rows: 51,
  });

describe('the SQL about actors', () => {
  it('pages', () => {
    expect(page(window, 'older')).toMatchSnapshot();
    expect(page({ actor: { type: 'anonymous' }, from: null, to }, 'newer')).toMatchSnapshot();
    expect(page({ actor: null, from: null, to: null }, 'older')).toMatchSnapshot();
    expect(countsStatement('audit', [ID, ID])).toMatchSnapshot();
  });

  it('first and last seen, the summary', () => {
    expect(seenStatement(current, window)).toMatchSnapshot();
    expect(rhythmStatement(current, window)).toMatchSnapshot();
    expect(tablesStatement(current, window)).toMatchSnapshot();
    expect(failedActionsStatement(current, window, 20)).toMatchSnapshot();
  });

  it('baseline and bursts', () => {
    expect(baselineStatement(current, { ...window, since: from }, 20)).toMatchSnapshot();
    const question = { from, to, gapSeconds: 300, direction: 'older', rows: 21 } as const;
    expect(burstsStatement(current, { ...question, actor, cursor: { at: to, id: ID } })).toMatchSnapshot();
    expect(burstsStatement(old, { ...question, actor: undefined, cursor: null })).toMatchSnapshot();
    expect(newestStatement(current, { actor, to }, 30)).toMatchSnapshot();
  });

  it('neighbours by row', () => {
    expect(touchedRowsStatement(current, ID, 50)).toMatchSnapshot();
    expect(besideRowsStatement(current, ID, 'previous', 50)).toMatchSnapshot();
    expect(besideRowsStatement({ ...old, row_history_index: 'valid' }, ID, 'next', 50)).toMatchSnapshot();
  });

  it('correlations and actions', () => {
    expect(actionsStatement(current, { correlation_id: 'c' }, 11)).toMatchSnapshot();
    expect(actionsStatement({ ...current, has_action_link: false }, { id: ID }, 2)).toMatchSnapshot();
    expect(linkedTransactionsStatement(current, { correlation_id: 'c' }, 11)).toMatchSnapshot();
    expect(linkedChangesStatement(current, { id: ID }, 11)).toMatchSnapshot();
  });
});
