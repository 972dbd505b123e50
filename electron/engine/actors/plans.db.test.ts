import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActorRef } from '@shared/domain/actor.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import {
  actionsStatement,
  linkedChangesStatement,
  linkedTransactionsStatement,
} from '../correlations/statements.ts';
import type { AuditSource, Statement } from '../db/session.ts';
import { auditTablesSql } from '../testing/auditTables.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { fillTrail, planText } from '../testing/filledTrail.ts';
import { baselineStatement } from './baselineStatement.ts';
import { besideRowsStatement, touchedRowsStatement } from './besideRowsStatement.ts';
import { burstsStatement } from './burstsStatement.ts';
import { countsStatement } from './countsStatement.ts';
import { newestStatement } from './newestStatement.ts';
import { seenStatement } from './seenStatement.ts';
import { failedActionsStatement, rhythmStatement, tablesStatement } from './summaryStatements.ts';
import { transactionsStatement } from './transactionsStatement.ts';
import { windowPredicate } from './windowPredicate.ts';

/** 20,000 transactions of three changes by 4,000 actors and one busy one, 5,000 actions. */

const rare: ActorRef = { type: 'user', id: 'u-77' };
const busy: ActorRef = { type: 'user', id: 'busy' };
const from = '2026-01-02T00:00:00.000000Z';
const to = '2026-01-02T12:00:00.000000Z';
const SOME = '0001135b-30cc-4d26-b327-784ef54be5a2';
/** md5('t100') as a uuid. */
let transaction = '';

let database: TestDatabase;
let source: AuditSource;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.execute(auditTablesSql({ rowHistoryIndex: true }));
  await fillTrail(database, {
    actorId: "CASE WHEN n % 3 = 0 THEN 'busy' ELSE 'u-' || n % 4000 END",
    key: "jsonb_build_object('id', (g % 9000)::text)",
  });
  const [row] = await database.query(`SELECT md5('t100')::uuid AS id`);
  transaction = row?.['id'] ?? '';
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

const plan = (statement: Statement): Promise<string> => planText(source, statement);

const page = (actor: ActorRef | null, place: 'start' | 'middle' = 'middle'): Statement =>
  transactionsStatement(source.capability, {
    conditions: (bind) => windowPredicate(source.capability, { actor, from: null, to: null }, bind),
    cursor: place === 'start' ? null : { at: to, id: SOME },
    direction: 'older',
    rows: 51,
  });

const bursts = (actor: ActorRef | undefined): Statement =>
  burstsStatement(source.capability, {
    actor,
    from,
    to,
    gapSeconds: 300,
    cursor: null,
    direction: 'older',
    rows: 21,
  });

const WHOLE = /Seq Scan on audit_(?:changes|transactions|actions)/;

const ofActor: readonly (readonly [string, () => Statement])[] = [
  ['a page', () => page(rare)],
  ['the first page', () => page(rare, 'start')],
  ['first and last seen', () => seenStatement(source.capability, { actor: rare, from, to: null })],
  ['the summary', () => rhythmStatement(source.capability, { actor: rare, from: null, to: null })],
  ['the summary by table', () => tablesStatement(source.capability, { actor: rare, from: null, to: null })],
  ['the baseline', () => baselineStatement(source.capability, { actor: rare, from, to, since: null }, 20)],
  ['bursts', () => bursts(rare)],
  ['the newest', () => newestStatement(source.capability, { actor: rare, to: null }, 30)],
];

describe('without an index of actors', () => {
  it('changes are still reached by their transactions', async () => {
    for (const [, statement] of ofActor)
      expect(await plan(statement())).not.toMatch(/Seq Scan on audit_changes/);
  });

  it.each<[string, () => Statement, RegExp]>([
    [
      'counts of a page',
      () => countsStatement('public', [transaction, SOME]),
      /audit_changes_transaction_id_idx/,
    ],
    [
      'rows of a transaction',
      () => touchedRowsStatement(source.capability, transaction, 50),
      /audit_changes_transaction_id_idx/,
    ],
    [
      'changes before its rows',
      () => besideRowsStatement(source.capability, transaction, 'previous', 50),
      /audit_changes_row_history_idx/,
    ],
    [
      'changes after its rows',
      () => besideRowsStatement(source.capability, transaction, 'next', 50),
      /audit_changes_row_history_idx/,
    ],
    [
      'failed actions',
      () => failedActionsStatement(source.capability, { actor: rare, from: null, to: null }, 20),
      /audit_actions_actor_ref_idx/,
    ],
  ])('%s', async (_, statement, index) => {
    const text = await plan(statement());
    expect(text).toMatch(index);
    expect(text).not.toMatch(WHOLE);
  });
});

describe('with the GIN index hosts may have', () => {
  it('no table is read as a whole for one actor', async () => {
    await database.execute(
      'CREATE INDEX audit_transactions_actor_ref_gin ON audit_transactions USING gin (actor_ref)',
    );
    for (const [what, statement] of ofActor) {
      const text = await plan(statement());
      expect(text, what).toMatch(/audit_transactions_actor_ref_gin/);
      expect(text, what).not.toMatch(WHOLE);
    }
  });
});

describe('with the btree an operator may make', () => {
  beforeAll(async () => {
    await database.execute(
      `CREATE INDEX actor_time ON audit_transactions ((actor_ref->>'type'), (actor_ref->>'id'), occurred_at DESC); ANALYZE audit_transactions`,
    );
    // The probe must see it: containment alone would not use it.
    await source.session.close();
    source = await openAuditSource(database.endpoint, database.password);
    expect(source.capability.actor_time_index).toBe(true);
  });

  it('it serves, though GIN is there too', async () => {
    for (const [what, statement] of ofActor) {
      const text = await plan(statement());
      expect(text, what).toMatch(/actor_time/);
      expect(text, what).not.toMatch(WHOLE);
    }
  });

  it('a page of a busy actor begins at its cursor and is read in order', async () => {
    const text = await plan(page(busy));
    expect(text).toMatch(/Index Scan using actor_time/);
    expect(text).toMatch(/Index Cond: .*occurred_at/);
    expect(text).not.toMatch(/Bitmap/);
  });

  it('it serves nobody as well, and anonymous where there is no GIN, which has no other rows of it', async () => {
    expect(await plan(page(null))).toMatch(/actor_time/);
    const anonymous = await plan(page({ type: 'anonymous' }));
    expect(anonymous).toMatch(/Index Cond: \(actor_ref @>/);
    expect(anonymous).not.toMatch(WHOLE);
  });
});

describe('with the two indexes of a correlation', () => {
  beforeAll(async () => {
    await database.execute('CREATE INDEX recommended_1 ON audit_actions (correlation_id)');
    await database.execute('CREATE INDEX recommended_2 ON audit_transactions (action_id)');
  });

  it.each<[string, (of: { readonly correlation_id: string }) => Statement]>([
    ['its actions', (set) => actionsStatement(source.capability, set, 10_001)],
    ['its transactions', (set) => linkedTransactionsStatement(source.capability, set, 10_001)],
    ['its changes', (set) => linkedChangesStatement(source.capability, set, 10_001)],
  ])('%s', async (_, statement) => {
    const text = await plan(statement({ correlation_id: 'corr-7' }));
    expect(text).toMatch(/recommended_1/);
    expect(text).toMatch(/recommended_2/);
    expect(text).not.toMatch(WHOLE);
  });

  it('an action is found by its id, what belongs to it by the link', async () => {
    const set = { id: SOME };
    for (const statement of [actionsStatement, linkedTransactionsStatement, linkedChangesStatement]) {
      const text = await plan(statement(source.capability, set, 10_001));
      expect(text).toMatch(/audit_actions_pkey/);
      expect(text).toMatch(/recommended_2/);
      expect(text).not.toMatch(WHOLE);
    }
  });
});
