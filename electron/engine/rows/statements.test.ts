import { describe, expect, it } from 'vitest';
import { boundValues } from '../timeline/boundValues.ts';
import { capability } from '../testing/capability.ts';
import { betweenStatement } from './betweenStatement.ts';
import { arrivedStatement, blameStatement, entriesByIdStatement } from './blameStatement.ts';
import { currentImageStatement } from './currentImageStatement.ts';
import { foreignKeysStatement } from './foreignKeysStatement.ts';
import { historyStatement } from './historyStatement.ts';
import {
  arrivalsStatement,
  departuresStatement,
  openEndsStatement,
  originsStatement,
  reachStatement,
} from './keyChangesStatements.ts';
import { lastChangesStatement } from './lastChangesStatement.ts';
import { leavesStatement } from './leavesStatement.ts';
import { liveNamesakesStatement } from './liveNamesakesStatement.ts';
import { liveRowsStatement } from './liveRowsStatement.ts';
import { pointingImagesStatement } from './pointingImagesStatement.ts';
import { pointingRowsStatement } from './pointingRowsStatement.ts';
import {
  recordedKeyStatement,
  recordedShapeStatement,
  recordedTableStatement,
} from './recordedKeyStatements.ts';
import { recordedSchemasStatement } from './recordedSchemasStatement.ts';
import { renderKeyStatement } from './renderKeyStatement.ts';
import { rowConditions } from './rowPredicate.ts';
import { stateStatement } from './stateStatement.ts';
import { rowActorsStatement, versionsStatement } from './summaryStatements.ts';
import { tableFactsStatement } from './tableFactsStatement.ts';
import { unattributableStatement, unresolvedStatement } from './unresolvedStatement.ts';

const row = {
  table_schema: 'shop',
  table_name: 'li"nes',
  table_pk: '{"id": "5", "tenant": "1"}',
  key_columns: ['tenant', 'id'],
  key_source: 'trigger',
} as const;
const current = capability({ row_history_index: 'valid' });
const oldest = capability({
  has_changed_from: false,
  has_actor: false,
  has_action_link: false,
  has_actions: false,
});
const cursor = { at: '2026-05-21T12:32:49.047245Z', id: '0001135b-30cc-4d26-b327-784ef54be5a2' };
const window = { from: '2026-05-01T00:00:00.000000Z', to: '2026-06-01T00:00:00.000000Z' };
const stretch = { change_id: cursor.id, from: window.from, to: window.to };
const column = { name: 'te"nant', type: 'bpchar', exact_type: 'character(4)', equals: 'pg_catalog.=' };
const mail = { name: 'mail', type: 'public.citext', exact_type: 'public.citext', equals: 'public.=' };

describe('the SQL of rows', () => {
  it.each([
    ['history', historyStatement(current, row, { ...window, cursor, direction: 'older', rows: 51 })],
    [
      'history, newer, oldest install',
      historyStatement(oldest, row, { from: null, to: null, cursor, direction: 'newer', rows: 51 }),
    ],
    ['changes without a whole key', unresolvedStatement(current, row, window, 101)],
    ['deletes without a whole key', unattributableStatement(current, row, { from: null, to: null })],
    ['arrivals', arrivalsStatement(current, row, 51)],
    ['arrivals, oldest install', arrivalsStatement(oldest, row, 51)],
    ['open ends', openEndsStatement(current, row, 6)],
    ['reach', reachStatement(current, window.from, 'newer', 50_000)],
    ['reach back', reachStatement(current, window.from, 'older', 50_000)],
    ['departures', departuresStatement(current, row, stretch)],
    ['origins', originsStatement(current, row, { ...stretch, to: null })],
    ['state', stateStatement(current, row, window.to)],
    ['last image', stateStatement(current, row, null, true)],
    ['between', betweenStatement(current, row, window.from, window.to)],
    ['blame', blameStatement(current, row)],
    ['arrived', arrivedStatement(current, row, row.key_columns)],
    ['entries by id', entriesByIdStatement(current, [cursor.id])],
    ['versions', versionsStatement(current, row)],
    ['actors', rowActorsStatement(current, row, 51)],
    ['actors, oldest install', rowActorsStatement(oldest, row, 51)],
    ['image as of now', currentImageStatement('shop', 'li"nes', '{"a": 1}', ['ssn'])],
    ['live rows', liveRowsStatement('shop', 'li"nes', [column, mail], ['{"mail": "a", "te\\"nant": "1"}'])],
    ['key as capture writes it', renderKeyStatement(new Map([['te"nant', '1']]), [column])],
    ['key of a table that is gone', renderKeyStatement(new Map([['a', '1']]), [])],
    ['facts of a table', tableFactsStatement('shop', 'lines')],
    ['leaves', leavesStatement('1')],
    ['namesakes', liveNamesakesStatement('lines')],
    ['schemas of a name', recordedSchemasStatement(current, 'lines')],
    ['schemas of a name, without index', recordedSchemasStatement(oldest, 'lines')],
    ['a recorded table', recordedTableStatement(current, 'shop', 'lines')],
    ['a recorded key', recordedKeyStatement(current, 'shop', 'lines', row.table_pk)],
    ['a recorded shape', recordedShapeStatement(oldest, 'shop', 'lines')],
    ['foreign keys', foreignKeysStatement('shop', 'lines', 61)],
    ['rows that point', pointingRowsStatement('shop', 'lines', [[column, '1']], ['id'], 51)],
    [
      'images that point',
      pointingImagesStatement(
        current,
        [{ n: 0, table_schema: 'shop', table_name: 'lines', values: [['a', '1']] }],
        50_000,
        51,
      ),
    ],
    ['last changes', lastChangesStatement(current, [row])],
    ['last changes, without index', lastChangesStatement(oldest, [row])],
  ])('%s', (_, statement) => {
    expect(statement).toMatchSnapshot();
    expect(Math.max(0, ...[...statement.text.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n)))).toBe(
      statement.values.length,
    );
  });

  it('a row is told by equality on all of its address', () => {
    const { bind, values } = boundValues();
    expect(rowConditions(row, bind)).toEqual([
      'c.table_schema = $1::text',
      'c.table_name = $2::text',
      'c.table_pk = $3::jsonb',
    ]);
    expect(values).toEqual(['shop', 'li"nes', row.table_pk]);
  });
});
