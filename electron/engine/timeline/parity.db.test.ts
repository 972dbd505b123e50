import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimelinePage } from '@shared/domain/audit.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase } from '../testing/database.ts';
import { filtersOfUpstream, golden } from '../testing/goldens.ts';
import { countChanges } from './count.ts';
import { timelinePage } from './page.ts';

interface Counted {
  readonly name: string;
  readonly filters: Parameters<typeof filtersOfUpstream>[0];
  readonly count: number;
}
const counts = golden('counts.json') as readonly Counted[];
const timelines = [
  'actor_anonymous',
  'actor_service_account',
  'actor_user_u1',
  'all',
  'corr_multi',
  'corr_unicode',
  'empty_unknown_table',
  'from_to_exact_bounds',
  'table_customers_redacted',
  'table_users',
];

let source: AuditSource;
beforeAll(async () => {
  const database = await createTestDatabase({ from: 'seed' });
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(() => source.session.close());

/** Every page of a timeline, walked with the cursors. */
async function walk(filters: object, direction: 'older' | 'newer', limit: number): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page: TimelinePage = await timelinePage(source, { filters, cursor, direction, limit });
    ids.push(...page.entries.map(({ audit_change }) => audit_change.id));
    if (page.cursor === null) return ids;
    cursor = page.cursor;
  }
}

describe('the timeline equals upstream', () => {
  it.each(timelines)('%s: the same ids in the same order', async (name) => {
    const filters = counts.find((entry) => entry.name === name)?.filters;
    expect(filters).toBeDefined();
    const ids = await walk(filtersOfUpstream(filters ?? {}), 'older', 1_000);
    expect(ids).toEqual(golden(`timeline/${name}.json`));
  });

  it.each(counts.map(({ name }) => name))('counts %s', async (name) => {
    const entry = counts.find((candidate) => candidate.name === name);
    const filters = filtersOfUpstream(entry?.filters ?? {});
    const counted = await countChanges(source, { filters, cap: null });
    expect(counted).toEqual({ count: entry?.count, capped: false });
  });
});

describe('a count with a cap', () => {
  it('stops there and says so', async () => {
    expect(await countChanges(source, { filters: {}, cap: 100 })).toEqual({ count: 100, capped: true });
  });
  it('is exact when the cap is the very number', async () => {
    expect(await countChanges(source, { filters: {}, cap: 6936 })).toEqual({ count: 6936, capped: false });
  });
});
