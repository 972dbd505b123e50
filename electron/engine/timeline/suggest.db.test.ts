import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase } from '../testing/database.ts';
import { suggestValues, type SuggestKey } from './suggest.ts';

let source: AuditSource;
beforeAll(async () => {
  const database = await createTestDatabase({ from: 'seed' });
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
});
