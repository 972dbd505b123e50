import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { suggestValues, type SuggestKey } from './suggest.ts';

let database: TestDatabase;
let source: AuditSource;
beforeAll(async () => {
  database = await createTestDatabase({ from: 'seed' });
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

const suggest = (key: SuggestKey, prefix: string): Promise<readonly string[]> =>
  suggestValues(source, { key, prefix });

describe('suggestions', () => {
  it('of tables match the name or the qualified name, whatever the case', async () => {
    expect(await suggest('table', 'US')).toEqual(['public.users']);
    expect(await suggest('table', 'billing.')).toEqual(['billing.tickets']);
    expect(await suggest('table', 'measure')).toEqual(['public.measurements_2026', 'public.measurements']);
    expect(await suggest('table', 'nope')).toEqual([]);
    expect((await suggest('table', '')).length).toBeGreaterThan(10);
  });

  it('of schemas come from what is captured', async () => {
    expect(await suggest('table_schema', '')).toEqual(['billing', 'public']);
    expect(await suggest('table_schema', 'pub')).toEqual(['public']);
  });

  it('of actors match type or id and are written as the filter reads them', async () => {
    expect(await suggest('actor', 'anon')).toEqual(['anonymous']);
    expect(await suggest('actor', 'svc-b')).toEqual(['service_account:svc-billing']);
    const users = await suggest('actor', 'user:u-1');
    expect(users).toContain('user:u-1');
    expect(users.every((user) => user.startsWith('user:u-1'))).toBe(true);
  });

  it('of correlations are exact values, at most twenty', async () => {
    const found = await suggest('correlation_id', 'corr-');
    expect(found).toHaveLength(20);
    expect(found.every((value) => value.startsWith('corr-'))).toBe(true);
    expect(await suggest('correlation_id', 'corr-multi')).toEqual(['corr-multi']);
  });

  it('of what updates changed, of sources and of actions, most useful first', async () => {
    expect(await suggest('field', 'sta')).toEqual(['status']);
    expect(await suggest('op', 'D')).toEqual(['delete']);
    expect(await suggest('action_status', '')).toEqual(['ok', 'error']);
    for (const [key, column] of [
      ['source', 'audit_transactions.source'],
      ['action_name', 'audit_actions.name'],
      ['request_id', 'audit_actions.request_id'],
      ['job_id', 'audit_actions.job_id'],
      ['txid', 'audit_transactions.txid'],
    ] as const) {
      const [table = '', name = ''] = column.split('.');
      const rows = await database.query(
        `SELECT DISTINCT ${name}::text AS v FROM ${table} WHERE ${name} IS NOT NULL`,
      );
      const stored = rows.map(({ v }) => v);
      const found = await suggest(key, '');
      expect([key, found.length]).toEqual([key, Math.min(20, stored.length)]);
      expect(found.filter((value) => !stored.includes(value))).toEqual([]);
    }
  });

  it('of values, keys and meta there are none: no sample could tell', async () => {
    expect(await Promise.all((['value', 'pk', 'meta'] as const).map((key) => suggest(key, '')))).toEqual([
      [],
      [],
      [],
    ]);
  });
});
