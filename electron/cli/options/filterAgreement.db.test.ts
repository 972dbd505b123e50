import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { Command } from 'commander';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import type { AuditSource } from '@engine/db/session.ts';
import { quoteLiteral } from '@engine/db/sql.ts';
import { runExport } from '@engine/exports/run.ts';
import { auditTablesSql, uuidOf } from '@engine/testing/auditTables.ts';
import { createTestDatabase } from '@engine/testing/database.ts';
import { naivelyMatches, type NaiveRow } from '@engine/testing/naiveFilters.ts';
import { countChanges } from '@engine/timeline/count.ts';
import { timelinePage } from '@engine/timeline/page.ts';
import { listFilterKeys, normalizeFilters, type Filters } from '@shared/domain/filters.ts';
import { addFilterOptions, filtersOf } from './filterOptions.ts';

/** Values of each key: stored ones, near misses, and what would break a statement that pasted them. */
const POOLS = {
  table: ['orders', 'public.orders', 'Orders', 'o\'dd "name', 'billing.orders'],
  table_schema: ['public', 'billing'],
  actor: ['user:1', 'user:2', 'anonymous', 'job:a:b', 'user: 1'],
  op: ['insert', 'update', 'delete'],
  correlation_id: ['c-1', 'c 2', "c'3\\"],
  field: ['status', 'no"te', ' total', 'statu_'],
  value: [
    'status=paid',
    'status=1',
    'total=1',
    'total=1.00',
    'total=9007199254740993',
    'total=9007199254740992',
    'no"te=\\',
    'flag=true',
    'flag=null',
    'total=',
    'status= paid',
  ],
  pk: ['{"id":1}', '{"id":"2","t":"x"}', '{"t":"x"}', '{}', '{"id":null}'],
  action_name: ['a.b', 'A.b', 'c d'],
  action_status: ['ok', 'error'],
  request_id: ['r1', 'r2'],
  job_id: ['j1', '$1'],
  source: ['web', '%s', 'job'],
  meta: ['{"ip":"1"}', '{"tags":["a"]}', '{"n":1.0}', '{"deep":{"a":1}}', '{}'],
  txid: ['1', '9007199254740993', '9223372036854775807'],
} as const satisfies Record<(typeof listFilterKeys)[number], readonly string[]>;

const INSTANTS = [0, 1, 2, 5, 9].map((n) => `2026-06-01T00:00:00.00000${n}Z`);
const maybe = <T>(values: readonly T[]): fc.Arbitrary<T | null> =>
  fc.option(fc.constantFrom(...values), { nil: null });

const rowArbitrary: fc.Arbitrary<NaiveRow> = fc
  .record({
    schema: fc.constantFrom('public', 'billing'),
    name: fc.constantFrom('orders', 'Orders', 'o\'dd "name'),
    op: fc.constantFrom('insert', 'update', 'delete'),
    pk: fc.constantFrom('{"id": "1"}', '{"t": "x", "id": "2"}', '{}', '{"id": null}', '{"id": 1}'),
    after: maybe([
      '{"status": "paid"}',
      '{"status": "1", "flag": true}',
      '{"status": 1, "total": 1.00}',
      '{"total": 9007199254740993, "flag": "null"}',
      '{"total": 9007199254740992, "flag": null}',
      '{"no\\"te": "\\\\", "total": ""}',
    ]),
    before: maybe(['{"status": "paid"}', '{"total": 1}', '{"status": " paid"}']),
    fields: maybe([['status'], ['no"te', ' total'], []]),
    at: fc.constantFrom(...INSTANTS),
    source: maybe(['web', '%s', 'job']),
    meta: maybe(['{"ip": "1", "n": 1}', '{"tags": ["b", "a"]}', '{"deep": {"a": 1.0, "b": 2}}', '{}']),
    actor: maybe([
      '{"id": "1", "type": "user"}',
      '{"type": "anonymous", "x": 1}',
      '{"id": "a:b", "type": "job"}',
      '{"id": " 1", "type": "user"}',
      '"odd"',
    ]),
    action: maybe(['a.b', 'A.b', 'c d']),
    status: fc.constantFrom('ok', 'error'),
    correlation: maybe(['c-1', 'c 2', "c'3\\"]),
    request: maybe(['r1', 'r2']),
    job: maybe(['j1', '$1']),
  })
  .map((r) => ({
    change: {
      id: '',
      transaction_id: '',
      table_schema: r.schema,
      table_name: r.name,
      table_pk: r.pk,
      op: r.op,
      data_after: r.after,
      changed_from: r.before,
      changed_fields: r.fields,
      captured_at: r.at,
    },
    transaction: {
      id: '',
      txid: '',
      occurred_at: r.at,
      source: r.source,
      meta: r.meta,
      actor_ref: r.actor,
      action_id: null,
    },
    action:
      r.action === null
        ? null
        : {
            name: r.action,
            status: r.status,
            correlation_id: r.correlation,
            request_id: r.request,
            job_id: r.job,
          },
  }));

const TXIDS = ['1', '9007199254740993', '9007199254740992', '9223372036854775807'];
/** The same rows in every run, so that a failure can be repeated. */
const ROWS: readonly NaiveRow[] = fc
  .sample(rowArbitrary, { seed: 20_260_601, numRuns: 120 })
  .map((row, i) => ({
    ...row,
    change: { ...row.change, id: uuidOf(i), transaction_id: uuidOf(i) },
    transaction: { ...row.transaction, id: uuidOf(i), txid: TXIDS[i] ?? String(1000 + i) },
  }));

const conditions = (keys: number): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record({
      picks: fc.array(
        fc.constantFrom(...listFilterKeys).chain((key) =>
          fc.tuple(
            fc.constantFrom(key, key, `not_${key}`),
            fc.uniqueArray(fc.constantFrom(...(POOLS[key] as readonly string[])), {
              minLength: 1,
              maxLength: 3,
            }),
          ),
        ),
        { minLength: 1, maxLength: keys },
      ),
      from: maybe(INSTANTS),
      to: maybe(INSTANTS),
      noActor: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ picks, from, to, noActor }) => ({
      ...Object.fromEntries(picks),
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
      ...(noActor === 0 ? { no_actor: true } : {}),
    }));
const filtersArbitrary: fc.Arbitrary<Filters> = fc
  .tuple(
    conditions(2),
    fc.option(fc.array(conditions(2), { minLength: 1, maxLength: 3 }), { nil: undefined }),
  )
  .map(([own, any]) => normalizeFilters(any === undefined ? own : { ...own, any }));

let source: AuditSource;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'threadline-filters-'));
  const database = await createTestDatabase();
  await database.execute(auditTablesSql() + ROWS.map(rowSql).join('\n'));
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(async () => {
  await source.session.close();
  await rm(folder, { recursive: true, force: true });
});

const lit = (text: string | null | undefined): string => (text == null ? 'NULL' : quoteLiteral(text));
function rowSql({ change: c, transaction: t, action: a }: NaiveRow): string {
  const fields = c.changed_fields === null ? 'NULL' : `ARRAY[${c.changed_fields.map(lit).join(',')}]::text[]`;
  const link = a === null ? 'NULL' : lit(c.id);
  return `${a === null ? '' : `INSERT INTO audit_actions (id, name, actor_ref, status, correlation_id, request_id, job_id) VALUES (${lit(c.id)}, ${lit(a.name)}, '{}', ${lit(a.status)}, ${lit(a.correlation_id)}, ${lit(a.request_id)}, ${lit(a.job_id)});`}
  INSERT INTO audit_transactions (id, txid, source, meta, actor_ref, action_id) VALUES (${lit(c.id)}, ${t.txid}, ${lit(t.source)}, ${lit(t.meta)}, ${lit(t.actor_ref)}, ${link});
  INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, changed_from, changed_fields, captured_at) VALUES
  (${lit(c.id)}, ${lit(c.id)}, ${lit(c.table_schema)}, ${lit(c.table_name)}, ${lit(c.table_pk)}, ${lit(c.op)}, ${lit(c.data_after)}, ${lit(c.changed_from)}, ${fields}, ${lit(c.captured_at)});`;
}

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
      fc.asyncProperty(filtersArbitrary, fc.integer({ min: 1, max: 50 }), async (filters, limit) => {
        expect(await fromCommandLine(filters)).toEqual(filters);
        const naive = ROWS.filter((row) => naivelyMatches(row, filters)).map(({ change }) => change);
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
