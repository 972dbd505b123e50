import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource, Statement } from '../db/session.ts';
import { auditTablesSql } from '../testing/auditTables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { fillTrail, planText } from '../testing/filledTrail.ts';
import { betweenStatement } from './betweenStatement.ts';
import { arrivedStatement, blameStatement, entriesByIdStatement } from './blameStatement.ts';
import { historyStatement } from './historyStatement.ts';
import {
  arrivalsStatement,
  departuresStatement,
  openEndsStatement,
  originsStatement,
  reachStatement,
} from './keyChangesStatements.ts';
import { lastChangesStatement } from './lastChangesStatement.ts';
import { pointingImagesStatement } from './pointingImagesStatement.ts';
import {
  recordedKeyStatement,
  recordedShapeStatement,
  recordedTableStatement,
} from './recordedKeyStatements.ts';
import { recordedSchemasStatement } from './recordedSchemasStatement.ts';
import { stateStatement } from './stateStatement.ts';
import { rowActorsStatement, versionsStatement } from './summaryStatements.ts';
import { unattributableStatement, unresolvedStatement } from './unresolvedStatement.ts';

let database: TestDatabase;
let source: AuditSource;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.execute(auditTablesSql({ rowHistoryIndex: true }));
  await fillTrail(database, {
    key: `CASE WHEN g % 50 = 0 THEN '{"id": null}' ELSE jsonb_build_object('id', (g % 900)::text) END`,
  });
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

const plan = (statement: Statement): Promise<string> => planText(source, statement);

const row = {
  table_schema: 'public',
  table_name: 'table_3',
  table_pk: '{"id": "17"}',
  key_columns: ['id'],
  key_source: 'trigger',
} as const;
const at = '2026-01-02T03:04:05.678901Z';
const cursor = { at, id: '0001135b-30cc-4d26-b327-784ef54be5a2' };
const open = { from: null, to: null };
const stretch = { change_id: cursor.id, from: at, to: '2026-01-02T03:20:00.000000Z' };
const page = { ...open, rows: 201 } as const;

/** What is asked, the statement, and what serves it. */
const statements: readonly (readonly [string, () => Statement, RegExp])[] = [
  [
    'newest page',
    () => historyStatement(source.capability, row, { ...page, cursor: null, direction: 'older' }),
    /history/,
  ],
  [
    'older page',
    () => historyStatement(source.capability, row, { ...page, cursor, direction: 'older' }),
    /history/,
  ],
  [
    'newer page',
    () => historyStatement(source.capability, row, { ...page, cursor, direction: 'newer' }),
    /history/,
  ],
  ['state', () => stateStatement(source.capability, row, at), /history/],
  ['last image', () => stateStatement(source.capability, row, null, true), /history/],
  ['between', () => betweenStatement(source.capability, row, at, stretch.to), /history/],
  ['blame', () => blameStatement(source.capability, row), /history/],
  ['arrived', () => arrivedStatement(source.capability, row, ['id']), /history/],
  ['versions', () => versionsStatement(source.capability, row), /history/],
  ['actors', () => rowActorsStatement(source.capability, row, 51), /history/],
  ['arrivals', () => arrivalsStatement(source.capability, row, 51), /history/],
  ['open ends', () => openEndsStatement(source.capability, row, 6), /history/],
  ['unresolved', () => unresolvedStatement(source.capability, row, open, 101), /history/],
  ['deletes without key', () => unattributableStatement(source.capability, row, open), /history/],
  ['a recorded table', () => recordedTableStatement(source.capability, 'public', 'table_3'), /history/],
  [
    'a recorded key',
    () => recordedKeyStatement(source.capability, 'public', 'table_3', row.table_pk),
    /history/,
  ],
  ['a recorded shape', () => recordedShapeStatement(source.capability, 'public', 'table_3'), /history/],
  ['entries by id', () => entriesByIdStatement(source.capability, [cursor.id]), /pkey/],
  [
    'last changes',
    () => lastChangesStatement(source.capability, [row, { ...row, table_pk: '{"id": "18"}' }]),
    /history/,
  ],
  [
    'reach',
    () => reachStatement(source.capability, at, 'newer', 50),
    /Index Only Scan using audit_changes_captured_at_idx/,
  ],
  ['departures', () => departuresStatement(source.capability, row, stretch), /captured_at/],
  ['origins', () => originsStatement(source.capability, row, stretch), /captured_at/],
];

describe('with the index of histories no row question reads the whole trail', () => {
  it.each(statements)('%s', async (_, statement, index) => {
    const text = await plan(statement());
    expect(text).toMatch(index);
    expect(text).not.toMatch(/Seq Scan on audit_changes/);
  });

  it('a page of a history needs no sort', async () => {
    const text = await plan(
      historyStatement(source.capability, row, { ...page, cursor: null, direction: 'older' }),
    );
    expect(text).not.toMatch(/Sort/);
  });

  it('schemas of a name are hopped to', async () => {
    expect(await plan(recordedSchemasStatement(source.capability, 'table_3'))).not.toMatch(
      /Seq Scan on audit_changes/,
    );
  });

  it('images that point here: the newest of the trail, backwards', async () => {
    const pointers = [
      { n: 0, table_schema: 'public', table_name: 'table_3', values: [['id', '17']] as const },
    ];
    const text = await plan(pointingImagesStatement(source.capability, pointers, 500, 51));
    expect(text).toMatch(/Backward using audit_changes_captured_at_idx/);
  });
});

describe('without it the indexes of the first installs bound the work', () => {
  beforeAll(async () => {
    await database.execute('DROP INDEX audit_changes_row_history_idx');
    await source.session.close();
    source = await openAuditSource(database.endpoint, database.password);
    expect(source.capability.row_history_index).toBe('none');
  });

  it.each(statements)('%s', async (_, statement) => {
    const text = await plan(statement());
    expect(text).toMatch(/audit_changes_(?:table_name|captured_at|pkey)/);
    expect(text).not.toMatch(/Seq Scan on audit_changes/);
  });
});
