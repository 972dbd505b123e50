import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { Command } from 'commander';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import type { AuditSource } from '@engine/db/session.ts';
import { runExport } from '@engine/exports/run.ts';
import { auditTablesSql } from '@engine/testing/auditTables.ts';
import { createTestDatabase } from '@engine/testing/database.ts';
import { naivelyMatches } from '@engine/testing/naiveFilters.ts';
import { anyFilters, naiveRows, naiveRowSql } from '@engine/testing/naiveRows.ts';
import { countChanges } from '@engine/timeline/count.ts';
import { timelinePage } from '@engine/timeline/page.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { addFilterOptions, filtersOf } from './filterOptions.ts';

let source: AuditSource;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'threadline-filters-'));
  const database = await createTestDatabase();
  await database.execute(auditTablesSql() + naiveRows.map(naiveRowSql).join('\n'));
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(async () => {
  await source.session.close();
  await rm(folder, { recursive: true, force: true });
});

/** The command line that asks for these filters; a scope goes through a file. */
async function fromCommandLine({ any, ...own }: Filters): Promise<Filters> {
  const args: string[] = [];
  for (const [key, values] of Object.entries(own)) {
    const flag = `--${key.replaceAll('_', '-')}`;
    if (values === true) args.push(flag);
    else
      for (const value of typeof values === 'string' ? [values] : (values as readonly string[]))
        args.push(`${flag}=${value}`);
  }
  if (any !== undefined) {
    const file = path.join(folder, 'scope.json');
    await writeFile(file, JSON.stringify({ any }));
    args.push('--scope', file);
  }
  const command = addFilterOptions(new Command()).exitOverride();
  return await filtersOf(command.parse(args, { from: 'user' }).opts(), { note: () => undefined });
}

async function walkedIds(filters: Filters, limit: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await timelinePage(source, { filters, cursor, direction: 'older', limit });
    ids.push(...page.entries.map(({ audit_change }) => audit_change.id));
    cursor = page.cursor;
    if (cursor === null) return ids;
  }
}

async function exportedIds(filters: Filters): Promise<readonly string[]> {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  await runExport(source, {
    filters,
    format: 'ndjson',
    maxRows: null,
    includeActionMetadata: false,
    output: { stream },
  });
  const lines = Buffer.concat(chunks).toString().split('\n').slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { id: string }).id);
}

describe('screen, command line, count and export agree', () => {
  it('on any filter, with what the words of the filters say', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(anyFilters, fc.integer({ min: 1, max: 50 }), async (filters, limit) => {
        expect(await fromCommandLine(filters)).toEqual(filters);
        const naive = naiveRows.filter((row) => naivelyMatches(row, filters)).map(({ change }) => change);
        const expected = naive
          .toSorted((a, b) => (a.captured_at + a.id < b.captured_at + b.id ? 1 : -1))
          .map(({ id }) => id);
        expect(await walkedIds(filters, limit)).toEqual(expected);
        expect(await exportedIds(filters)).toEqual(expected);
        expect(await countChanges(source, { filters, cap: null })).toEqual({
          count: expected.length,
          capped: false,
        });
        if (expected.length > 0) found += 1;
      }),
      { numRuns: 300 },
    );
    // Or the property would say nothing.
    expect(found).toBeGreaterThan(100);
  });
});
