import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { normalizeFilters } from '@shared/domain/filters.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql, oneChangeSql, uuidOf } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { countChanges } from './count.ts';
import { matchingIds } from './testing/matching.ts';

let oldest: AuditSource;
let unlinked: AuditSource;
let withoutActions: AuditSource;

beforeAll(async () => {
  const open = async (sql: string): Promise<AuditSource> => {
    const database = await createTestDatabase();
    await database.execute(sql + oneChangeSql());
    return openAuditSource(database.endpoint, database.password);
  };
  [oldest, unlinked, withoutActions] = await Promise.all([
    open(auditTablesSql({ changedFrom: false, actor: false, actionLink: false, actions: false })),
    open(auditTablesSql({ actionLink: false })),
    open(auditTablesSql({ actions: false })),
  ]);
});
afterAll(() => Promise.all([oldest, unlinked, withoutActions].map(({ session }) => session.close())));

const ACTION_FILTERS: readonly (readonly [string, object])[] = [
  ['correlation_id', { correlation_id: ['c'] }],
  ['action_name', { action_name: ['a.b'] }],
  ['action_status', { not_action_status: ['ok'] }],
  ['request_id', { not_request_id: ['r'] }],
  ['job_id', { any: [{ op: ['insert'] }, { job_id: ['j'] }] }],
];

async function refusal(source: AuditSource, filters: object): Promise<unknown> {
  return await countChanges(source, { filters: normalizeFilters(filters), cap: null }).then(
    (count) => count,
    (error: unknown) => error,
  );
}

describe('where a column or table is missing, the filter that needs it is named', () => {
  it.each(ACTION_FILTERS)('%s, with no link, no table, or neither', async (key, filters) => {
    for (const [source, missing] of [
      [oldest, 'no column action_id'],
      [unlinked, 'no column action_id'],
      [withoutActions, 'no table audit_actions'],
    ] as const) {
      const told = await refusal(source, filters);
      expect(told).toMatchObject({ code: 'unavailable_filter' });
      expect(String(told)).toContain(`cannot be filtered by ${key}: `);
      expect(String(told)).toContain(missing);
    }
  });

  it.each([
    [{ actor: ['user:1'] }],
    [{ not_actor: ['anonymous'] }],
    [{ no_actor: true }],
    [{ any: [{ no_actor: true }] }],
  ])('actor: %j', async (filters) => {
    const told = await refusal(oldest, filters);
    expect(told).toMatchObject({ code: 'unavailable_filter' });
    expect(String(told)).toContain('cannot be filtered by actor');
  });
});

describe('every other filter works on the oldest install', () => {
  it.each([
    [{ table: ['users'], table_schema: ['public'], op: ['insert'] }, 1],
    [{ value: ['status=paid'] }, 0],
    [{ not_value: ['status=paid'], not_field: ['a'], not_source: ['web'], not_meta: ['{"a":1}'] }, 1],
    [{ pk: ['{"id":1}'], txid: ['1'] }, 1],
    [{ any: [{ source: ['web'] }, { txid: ['1'] }] }, 1],
  ])('%j', async (filters, found) => {
    const expected = found === 1 ? [uuidOf(1)] : [];
    expect(await matchingIds(oldest, normalizeFilters(filters))).toEqual(expected);
  });
});
