import { expect } from 'vitest';
import type { Filters } from '@shared/domain/filters.ts';
import type { AuditSource } from '../../db/session.ts';
import { settingValues } from '../boundValues.ts';
import { countChanges } from '../count.ts';
import { filterPredicates } from '../filterPredicates.ts';
import { timelinePage } from '../page.ts';
import { changesFrom, whereSql } from '../source.ts';

/** Ids of the changes that page, count and COPY agree on, newest first. At most 1000 may match. */
export async function matchingIds(source: AuditSource, filters: Filters): Promise<readonly string[]> {
  const page = await timelinePage(source, { filters, cursor: null, direction: 'older', limit: 1000 });
  const ids = page.entries.map(({ audit_change }) => audit_change.id);
  expect(await countChanges(source, { filters, cap: null })).toEqual({ count: ids.length, capped: false });
  expect(await copiedIds(source, filters)).toEqual(ids);
  return ids;
}

async function copiedIds({ session, capability }: AuditSource, filters: Filters): Promise<readonly string[]> {
  const { bind, settings } = settingValues();
  const where = whereSql(filterPredicates(capability, filters, bind));
  const select = `SELECT c.id FROM ${changesFrom(capability, true)} ${where} ORDER BY c.captured_at DESC, c.id DESC`;
  return await session.read({}, async (tx) => {
    const chunks: Buffer[] = [];
    for await (const { bytes } of await tx.copyOut({ text: `COPY (${select}) TO STDOUT`, settings }))
      chunks.push(Buffer.from(bytes));
    return Buffer.concat(chunks).toString().split('\n').slice(0, -1);
  });
}
