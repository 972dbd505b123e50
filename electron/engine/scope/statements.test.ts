import { describe, expect, it } from 'vitest';
import { claimedValuesStatement } from '../reversal/claimedValuesStatement.ts';
import { shapesStatement } from '../reversal/shapesStatement.ts';
import { capability } from '../testing/capability.ts';
import { createdActorsStatement } from './growth/createdActorsStatement.ts';
import { linkedStatement } from './growth/linkedStatement.ts';
import { referencesStatement } from './growth/referencesStatement.ts';
import { sharedMetaStatement } from './growth/sharedMetaStatement.ts';
import { laterStatement } from './laterStatement.ts';
import { policiesStatement } from './policiesStatement.ts';
import { previousStatement } from './previousStatement.ts';
import { transactionChangesStatement } from './transactionChangesStatement.ts';

const change = {
  id: '0001135b-30cc-4d26-b327-784ef54be5a2',
  table_schema: 'public',
  table_name: 'users',
  table_pk: '{"id": "9007199254740993"}',
  captured_at: '2026-05-21T12:32:49.047245Z',
};
const full = capability({ row_history_index: 'valid', actor_gin_index: true });
const old = capability({ has_actor: false, has_changed_from: false, storage_schema: 'odd "schema' });
const scope = { change_ids: [change.id], transaction_ids: ['0001135b-30cc-4d26-b327-784ef54be5a3'] };

/** Every value is bound: nothing of what is asked stands in the text. */
describe('the SQL of scopes', () => {
  it.each([
    ['previous, by the row-history index', previousStatement(full, [{ change, table_pk: change.table_pk }])],
    ['previous, without it', previousStatement(old, [{ change, table_pk: change.table_pk }])],
    [
      'later',
      laterStatement(
        full,
        [
          { ...change, fields: ['name'] },
          { ...change, fields: null },
        ],
        [change.id],
      ),
    ],
    [
      'later, of an old install',
      laterStatement(old, [{ ...change, captured_at: 'infinity', fields: [] }], []),
    ],
    ['changes of a transaction', transactionChangesStatement(full, change.id, 'newest', 11)],
    ['policies', policiesStatement([change])],
    ['shapes of live tables', shapesStatement([{ table_schema: 'public', table_name: 'users' }])],
    ['created actors', createdActorsStatement(full, [{ n: 0, id: '9001', at: change.captured_at }], [])],
    ['created actors, without GIN', createdActorsStatement(capability(), [], [])],
    [
      'rows that have what a unique index allows once',
      claimedValuesStatement(
        {
          ...{ table_schema: 'public', table_name: 'users', columns: new Map(), unique_keys: [] },
          ...{ unique_indexes: [], referencing: [], triggers: [] },
        },
        {
          ...{ name: 'u', plain: false, terms: ['lower(email)', 'org'], columns: ['email', 'org'] },
          ...{ predicate: '(gone IS NULL)', nulls_equal: false, foreign_code: false },
        },
        '{"id": "7"}',
        [{ values: ["'a'::text", "'1'::integer"] }],
      ),
    ],
    ['linked', linkedStatement(full, 'correlation_id', ["c'1"], scope)],
    ['shared meta', sharedMetaStatement(full, [{ key: 'ip', value: '"203.0.113.77"' }], [])],
    [
      'references',
      referencesStatement(
        full,
        [{ table_schema: 's', table_name: 't', column: 'user_id', value: '9001', at: change.captured_at }],
        [],
      ),
    ],
  ])('%s', (_, statement) => {
    expect(statement).toMatchSnapshot();
  });
});
