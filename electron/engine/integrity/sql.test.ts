import { describe, expect, it } from 'vitest';
import { capability } from '../testing/capability.ts';
import {
  emptyTransactionsStatement,
  firstSeenStatement,
  foreignOnTrailStatement,
  lateCommitsStatement,
  whoCouldStatement,
  writesStatement,
} from './around/statements.ts';
import { capturedTablesStatement } from './capture/capturedTablesStatement.ts';
import { hiddenColumnsStatement } from './capture/hiddenColumnsStatement.ts';
import { reusedStatement } from './clock/suspectsStatement.ts';
import {
  liveCountsStatement,
  liveRowsInQuestionStatement,
  movedAwayStatement,
  type LiveQuestion,
} from './live/liveStatements.ts';
import {
  aroundWindowStatement,
  firstCaptureStatement,
  liveVersionStatement,
  snapshotStatement,
  unresolvedStatement,
} from './noChange/statements.ts';
import { changesFrom } from '../timeline/source.ts';
import { rowSecurityStatement } from './hidden.ts';
import { everything, selectionOf, selectionOfRow } from './selection.ts';

const here = capability({ storage_schema: 'threadline' });
const from = '2026-01-01T00:00:00.000000Z';
const to = '2026-02-01T00:00:00.000000Z';
const window = selectionOf(here, { from, to });
const row = { table_schema: 'public', table_name: 'users', table_pk: '{"id": "1"}' };

const live: LiveQuestion = {
  table: {
    ...{ table_schema: 'public', table_name: 'users', kind: 'r', may_read: true, row_security: false },
    ...{ about_rows: 10, altered: '700', columns: [], unique_keys: [['id']], triggers: [] },
  },
  policy: {
    ...{ table_schema: 'public', table_name: 'users', since: '700', keys: '[["id"]]' },
    unnamed: ['seen'],
    incomparable: ['phone'],
  },
  key: ['id'],
  selection: everything,
  placeholders: ['[REDACTED]'],
  clock: [{ oid: '16400', since: null }],
  capturedSince: '700',
  limit: 10,
};

describe('the SQL of integrity that looks beside the trail', () => {
  it('around it', () => {
    expect({
      empty: emptyTransactionsStatement(here, window, 10),
      late: lateCommitsStatement(here, window, 10),
      firstSeen: firstSeenStatement(here, window, from, 10),
      whoCould: whoCouldStatement(here),
      foreign: foreignOnTrailStatement(here),
      writes: writesStatement(here, [{ s: 'public', t: 'users' }]),
    }).toMatchSnapshot();
  });

  it('of capture as it is, and of numbers given twice', () => {
    expect({
      tables: capturedTablesStatement('[{"s":"public","t":"users"}]', '["other"]'),
      hidden: hiddenColumnsStatement(here, [row]),
      rowSecurity: rowSecurityStatement(here),
      reused: reusedStatement(here, window, changesFrom(here, false), 10),
    }).toMatchSnapshot();
  });

  it('of live rows: a whole table, and one row of a partitioned one', () => {
    const one: LiveQuestion = {
      ...live,
      table: { ...live.table, kind: 'p' },
      selection: selectionOfRow(row),
      capturedSince: null,
    };
    expect({
      counts: liveCountsStatement(here, live),
      countsOfOne: liveCountsStatement(here, one),
      rows: liveRowsInQuestionStatement(here, live, true),
      rowsWithoutClock: liveRowsInQuestionStatement(here, one, false),
      moved: movedAwayStatement(here, live, '[]'),
      movedWithoutPrior: movedAwayStatement(capability({ has_changed_from: false }), live, '[]'),
    }).toMatchSnapshot();
  });

  it('of no change in a window', () => {
    expect({
      snapshot: snapshotStatement(here),
      window: aroundWindowStatement(here, row, from, to),
      unresolved: unresolvedStatement(here, row, from, to),
      live: liveVersionStatement(row, ['id']),
      first: firstCaptureStatement(here, row),
    }).toMatchSnapshot();
  });
});
