import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import type { AuditSource } from '@engine/db/session.ts';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { actorFromJson, formatActor } from '@shared/domain/actor.ts';
import type { ExportFormat, ExportSummary } from '@shared/domain/exports.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { jsonElements, jsonObject } from '@shared/domain/jsonText.ts';
import { runExport } from './run.ts';
import { parseCsv } from './testing/csv.ts';
import { jsonDifference } from './testing/jsonDifference.ts';

const fixtures = path.join(import.meta.dirname, '../testing/fixtures');

interface Golden {
  readonly file: string;
  readonly stored: string;
  readonly filters: {
    readonly table?: string;
    readonly from?: string;
    readonly to?: string;
    readonly correlation_id?: string;
    readonly actor_ref?: Readonly<Record<string, string>>;
  };
  readonly options: { readonly include_action_metadata?: boolean };
  readonly result: {
    readonly max_rows: number;
    readonly returned_count: number;
    readonly truncated: boolean;
  };
}

const manifest = JSON.parse(await readFile(path.join(fixtures, 'manifest.json'), 'utf8')) as {
  readonly goldens: readonly Golden[];
};
const goldens = manifest.goldens.filter(({ file }) => file.startsWith('export/'));

describe('exports are what upstream exported', () => {
  let database: TestDatabase;
  let source: AuditSource;
  let folder: string;

  beforeAll(async () => {
    database = await createTestDatabase({ from: 'seed' });
    source = await openAuditSource(database.endpoint, database.password);
    folder = await mkdtemp(path.join(os.tmpdir(), 'threadline-parity-'));
  });
  afterAll(async () => {
    await source.session.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('there are goldens of every format and filter', () => {
    expect(goldens).toHaveLength(38);
  });

  it.each(goldens.map((golden) => [golden.file, golden] as const))('%s', async (name, golden) => {
    const file = path.join(folder, path.basename(name));
    const summary = await runExport(source, {
      filters: filtersOf(golden),
      format: path.extname(name).slice(1) as ExportFormat,
      maxRows: golden.result.max_rows,
      includeActionMetadata: golden.options.include_action_metadata === true,
      output: { file, force: false },
    });
    const { returned_count, max_rows, truncated }: ExportSummary = summary;
    expect({ returned_count, max_rows, truncated }).toEqual(golden.result);
    const stored = gunzipSync(await readFile(path.join(fixtures, golden.stored))).toString('utf8');
    expect(differences(name, stored, await readFile(file, 'utf8'))).toEqual([]);
  });
});

function filtersOf({ filters }: Golden): Filters {
  const { actor_ref, ...rest } = filters;
  const actor = actor_ref === undefined ? null : actorFromJson(JSON.stringify(actor_ref));
  return {
    ...(rest.from === undefined ? {} : { from: rest.from }),
    ...(rest.to === undefined ? {} : { to: rest.to }),
    ...(rest.table === undefined ? {} : { table: [rest.table] }),
    ...(rest.correlation_id === undefined ? {} : { correlation_id: [rest.correlation_id] }),
    ...(actor === null ? {} : { actor: [formatActor(actor)] }),
  };
}

/** The first few, which say where to look. */
function differences(name: string, golden: string, ours: string): readonly string[] {
  const found = name.endsWith('.csv')
    ? csvDifferences(golden, ours)
    : name.endsWith('.ndjson')
      ? rowDifferences(lines(golden), lines(ours))
      : wrappedDifferences(golden, ours);
  return found.slice(0, 5);
}

function wrappedDifferences(golden: string, ours: string): readonly string[] {
  const [a, b] = [jsonObject(golden), jsonObject(ours)];
  expect([...b.keys()].sort()).toEqual([...a.keys()].sort());
  expect(b.get('format_version')).toBe('1');
  expect(b.get('generated_at')).toMatch(/^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"$/);
  return rowDifferences(jsonElements(a.get('changes') ?? '[]'), jsonElements(b.get('changes') ?? '[]'));
}

function rowDifferences(golden: readonly string[], ours: readonly string[]): readonly string[] {
  if (golden.length !== ours.length) return [`${golden.length} rows against ${ours.length}`];
  return golden.flatMap((row, i) => jsonDifference(row, ours[i] ?? '', `row ${i}`) ?? []);
}

/** Every line ends with LF, an empty result is an empty file. */
function lines(text: string): readonly string[] {
  if (text === '') return [];
  expect(text.endsWith('\n')).toBe(true);
  return text.slice(0, -1).split('\n');
}

const jsonColumns = ['table_pk', 'data_after', 'changed_fields', 'changed_from', 'transaction_json'];

function csvDifferences(golden: string, ours: string): readonly string[] {
  const [a, b] = [parseCsv(golden, { loneCr: true }), parseCsv(ours)];
  const header = a[0] ?? [];
  expect(b[0]).toEqual(header);
  if (a.length !== b.length) return [`${a.length} records against ${b.length}`];
  return a.slice(1).flatMap((record, i) => {
    const other = b[i + 1] ?? [];
    if (record.length !== other.length)
      return [`record ${i}: ${record.length} fields against ${other.length}`];
    return header.flatMap((column, c) => {
      const [left, right] = [record[c] ?? '', other[c] ?? ''];
      if (jsonColumns.includes(column)) return jsonDifference(left, right, `record ${i} ${column}`) ?? [];
      return left === right ? [] : [`record ${i} ${column}: ${left} against ${right}`];
    });
  });
}
