import { describe, expect, it } from 'vitest';
import { capability } from '../testing/capability.ts';
import {
  actionByIdStatement,
  actionIdsStatement,
  actionNamesStatement,
  changeByIdStatement,
  knownActorsStatement,
  transactionByStatement,
} from './idStatements.ts';
import { actionTextsStatement } from './actionTextsStatement.ts';
import { metaStatement } from './metaStatement.ts';
import { occurrencesStatement } from './occurrencesStatement.ts';
import { rowKeysStatement } from './rowKeysStatement.ts';
import { valuesStatement } from './valuesStatement.ts';

const UUID = '0001135b-30cc-4d26-b327-784ef54be5a2';
const full = capability();

describe('the SQL of find', () => {
  it('ids', () => {
    expect(transactionByStatement(full, 'txid', '42')).toMatchSnapshot();
    expect(changeByIdStatement(full, UUID)).toMatchSnapshot();
    expect(actionByIdStatement(full, UUID)).toMatchSnapshot();
    expect(actionIdsStatement(full, 'corr-1')).toMatchSnapshot();
    expect(
      knownActorsStatement(full, [
        { type: 'user', id: '1' },
        { type: 'job', id: '1' },
      ]),
    ).toMatchSnapshot();
  });

  it('occurrences', () => {
    expect(occurrencesStatement(full, { filters: { correlation_id: ['c'] } }, 1001)).toMatchSnapshot();
    expect(occurrencesStatement(full, { transaction: UUID }, 1001)).toMatchSnapshot();
    expect(occurrencesStatement(full, { action: UUID }, 1001)).toMatchSnapshot();
  });

  it('row keys', () => {
    const probe = { table_schema: 'public', table_name: 'orders', table_pk: '{"id": "a\\"\\\\b"}' };
    expect(rowKeysStatement(full, [probe], 1001)).toMatchSnapshot();
  });

  it('meta and actions', () => {
    const cursor = { at: '2026-05-21T12:32:49.047245Z', id: '4711' };
    expect(metaStatement(full, { spellings: ['7'], number: '7' }, cursor, 5000)).toMatchSnapshot();
    expect(metaStatement(full, { spellings: ['a"b'], number: null }, null, 5000)).toMatchSnapshot();
    expect(actionTextsStatement(full, ['a', 'b'], { ...cursor, id: UUID }, 5000)).toMatchSnapshot();
    expect(actionTextsStatement(full, ['a'], null, 5000)).toMatchSnapshot();
    expect(actionNamesStatement(full, ['order.placed'])).toMatchSnapshot();
  });

  it('recorded values', () => {
    const cursor = { at: '2026-05-21T12:32:49.047245Z', id: UUID };
    expect(valuesStatement(full, { spellings: ['4711'], number: '4711' }, cursor, 5000)).toMatchSnapshot();
    const old = capability({ has_changed_from: false });
    expect(valuesStatement(old, { spellings: ['a"b', 'c'], number: null }, null, 5000)).toMatchSnapshot();
  });
});
