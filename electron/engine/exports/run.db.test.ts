import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureInstallSql } from '@engine/capture/install.ts';
import { openAuditSource } from '@engine/catalog/openAuditSource.ts';
import type { AuditSource } from '@engine/db/session.ts';
import { createTestDatabase, type TestDatabase } from '@engine/testing/database.ts';
import { exportedChange, wrappedExport } from '@shared/cli/documents.ts';
import type { ExportProgress, ExportSummary } from '@shared/domain/exports.ts';
import type { ExportRequest } from './request.ts';
import { runExport, type ExportOptions } from './run.ts';
import { parseCsv } from './testing/csv.ts';

let database: TestDatabase;
let source: AuditSource;
let folder: string;
let files = 0;

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'threadline-export-'));
  database = await createTestDatabase();
  await database.execute(captureInstallSql({ storageSchema: 'public', era: 'current' }));
  await database.execute(`
    INSERT INTO audit_actions (id, name, actor_ref, status, correlation_id) VALUES
      ('${uuid(1)}', 'a', '{"type":"system","id":"s"}', 'ok', E'=cmd, "x"\\r\\n'),
      ('${uuid(2)}', 'b', '{"type":"system","id":"s"}', 'ok', '');
    INSERT INTO audit_transactions (id, txid, occurred_at, source, actor_ref, action_id) VALUES
      ('${uuid(11)}', 1, '2026-01-01T00:00:00Z', E'tab\\t"q"', '{"type":"user","id":"7","name":"dropped"}', '${uuid(1)}'),
      ('${uuid(12)}', 2, '2026-01-01T00:00:00.1Z', NULL, '{"type":"anonymous","id":"dropped"}', '${uuid(2)}'),
      ('${uuid(13)}', 3, 'infinity', '', '{"kind":"robot"}', NULL),
      ('${uuid(14)}', 4, '2026-01-01T00:00:00.000001Z', 'web', NULL, NULL);
    INSERT INTO audit_changes (id, transaction_id, table_schema, table_name, table_pk, op, data_after, changed_fields,
                               changed_from, captured_at) VALUES
      ('${uuid(21)}', '${uuid(11)}', 'public', '=danger', '{"id":"1"}', 'update',
       '{"n":9007199254740993,"d":12.340,"t":"line\\nbreak \\"q\\", \\u0001"}', '{a,"b,c"}', '{"a":null}', '2026-01-01T00:00:00.000001Z'),
      ('${uuid(22)}', '${uuid(12)}', 'public', E'cr\\rname', '{"id":"2"}', 'insert', '{"x":1}', NULL, NULL, '2026-01-01T00:00:00.000002Z'),
      ('${uuid(23)}', '${uuid(13)}', '', 'plain', '{}', 'delete', NULL, NULL, NULL, 'infinity'),
      ('${uuid(24)}', '${uuid(14)}', 'public', 'plain', '{"id":"3"}', 'update', '{"x":2}', '{}', '{}', '2026-01-01T00:00:00.000002Z');`);
  source = await openAuditSource(database.endpoint, database.password);
});
afterAll(async () => {
  await source.session.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

interface Done {
  readonly summary: ExportSummary;
  readonly text: string;
  readonly bytes: Buffer;
}

async function exported(
  request: Partial<ExportRequest> & Pick<ExportRequest, 'format'>,
  options: ExportOptions = {},
): Promise<Done> {
  files += 1;
  const file = path.join(folder, `${files}.out`);
  const summary = await runExport(
    source,
    { filters: {}, maxRows: null, includeActionMetadata: false, output: { file, force: false }, ...request },
    options,
  );
  const bytes = await readFile(file);
  return { summary, bytes, text: bytes.toString('utf8') };
}

describe('CSV', () => {
  // CONTRACT §12, trap 41.
  it('maps absent values, quotes where the contract says and ends every record with CRLF', async () => {
    const { text } = await exported({ format: 'csv', includeActionMetadata: true });
    const [header, ...records] = parseCsv(text);
    expect(header?.slice(-3)).toEqual(['transaction_json', 'correlation_id', 'action_id']);
    expect(records.map(([id]) => id)).toEqual([uuid(23), uuid(24), uuid(22), uuid(21)]);
    const [gone, noop, insert, update] = records;
    expect(gone?.slice(2, 10)).toEqual(['', 'plain', 'delete', 'infinity', '{}', '{}', '[]', '{}']);
    expect(gone?.slice(11)).toEqual(['', '']);
    expect(noop?.[8]).toBe('[]');
    expect(insert?.[3]).toBe('cr\rname');
    expect(insert?.slice(11)).toEqual(['', uuid(2)]);
    expect(update?.[8]).toBe('["a","b,c"]');
    expect(update?.slice(11)).toEqual(['=cmd, "x"\r\n', uuid(1)]);
    expect(text).not.toContain(',"",');
  });

  it('tells the actor as type and id, what is none as it is stored', async () => {
    const records = parseCsv((await exported({ format: 'csv' })).text).slice(1);
    expect(records.map((record) => JSON.parse(record[10] ?? '') as unknown)).toEqual([
      { actor_ref: { kind: 'robot' }, id: uuid(13), occurred_at: 'infinity', source: '' },
      { actor_ref: null, id: uuid(14), occurred_at: '2026-01-01T00:00:00.000001Z', source: 'web' },
      {
        actor_ref: { type: 'anonymous' },
        id: uuid(12),
        occurred_at: '2026-01-01T00:00:00.100000Z',
        source: null,
      },
      {
        actor_ref: { type: 'user', id: '7' },
        id: uuid(11),
        occurred_at: '2026-01-01T00:00:00.000000Z',
        source: 'tab\t"q"',
      },
    ]);
  });

  it('is made harmless for spreadsheets on request, and says so', async () => {
    const { text, summary } = await exported({
      format: 'csv',
      includeActionMetadata: true,
      spreadsheetSafe: true,
    });
    const update = parseCsv(text).at(-1);
    expect([update?.[3], update?.[11]]).toEqual(["'=danger", '\'=cmd, "x"\r\n']);
    expect(summary.spreadsheet_safe).toBe(true);
  });

  it('of nothing is the header', async () => {
    const { text, summary } = await exported({ format: 'csv', filters: { table: ['nothing'] } });
    expect(parseCsv(text)).toHaveLength(1);
    expect(summary).toMatchObject({ matching: 0, returned_count: 0, truncated: false });
  });
});

describe('JSON', () => {
  it('keeps every digit, null images, and names an action only where one is linked', async () => {
    const { text } = await exported({ format: 'ndjson' });
    const lines = text.trimEnd().split('\n');
    const rows = lines.map((line) => exportedChange.parse(JSON.parse(line)));
    expect(rows.map(({ data_after }) => data_after === null)).toEqual([true, false, false, false]);
    expect(rows.map((row) => 'action' in row)).toEqual([false, false, true, true]);
    expect(rows[3]?.action).toEqual({ id: uuid(1), correlation_id: '=cmd, "x"\r\n' });
    expect(lines[3]).toContain('9007199254740993');
    expect(lines[3]).toContain('12.340');
    expect(text.endsWith('\n')).toBe(true);
  });

  it('wraps rows in a document that is JSON at any number of rows', async () => {
    for (const maxRows of [0, 1, 2, null]) {
      const { text } = await exported({ format: 'json', maxRows });
      const document = wrappedExport.parse(JSON.parse(text));
      expect(document.changes).toHaveLength(maxRows ?? 4);
    }
  });

  it('of nothing is an empty file', async () => {
    expect((await exported({ format: 'ndjson', filters: { op: ['insert'], table: ['plain'] } })).text).toBe(
      '',
    );
  });
});

describe('limits', () => {
  // CONTRACT §12, trap 40.
  it('keep the newest and say what was left out', async () => {
    const { summary, text } = await exported({ format: 'ndjson', maxRows: 2 });
    expect(summary).toMatchObject({ matching: 4, returned_count: 2, truncated: true, max_rows: 2 });
    expect(text.match(/"id":"[^"]+","transaction_id"/g)?.map((m) => m.slice(6, 42))).toEqual([
      uuid(23),
      uuid(24),
    ]);
    expect((await exported({ format: 'csv', maxRows: 4 })).summary.truncated).toBe(false);
  });

  it('zero writes an empty export, truncated when something matched', async () => {
    const { summary, text } = await exported({ format: 'csv', maxRows: 0 });
    expect(parseCsv(text)).toHaveLength(1);
    expect(summary).toMatchObject({ matching: 4, returned_count: 0, truncated: true });
    const none = await exported({ format: 'csv', maxRows: 0, filters: { table: ['nothing'] } });
    expect(none.summary.truncated).toBe(false);
  });

  it('count the same whether somebody watches or not', async () => {
    const seen: ExportProgress[] = [];
    const watched = await exported({ format: 'csv', maxRows: 3 }, { onProgress: (p) => seen.push(p) });
    expect(watched.summary).toMatchObject({ matching: 4, returned_count: 3 });
    expect(seen.at(-1)).toMatchObject({ rows: 3, total: 3, bytes: watched.summary.bytes });
  });
});

describe('what is written', () => {
  it('is what the summary says: bytes and SHA-256, compressed or not', async () => {
    for (const gzip of [false, true]) {
      const { summary, bytes } = await exported({ format: 'ndjson', gzip });
      expect(summary.bytes).toBe(bytes.length);
      expect(summary.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
      if (gzip) expect(gunzipSync(bytes).toString().split('\n')).toHaveLength(5);
    }
  });

  it('goes to a stream as well, which stays open', async () => {
    const stream = new PassThrough();
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    const request = { filters: {}, format: 'csv', maxRows: null, includeActionMetadata: false } as const;
    const summary = await runExport(source, { ...request, output: { stream } });
    expect(summary.output).toBe('-');
    expect(Buffer.concat(chunks)).toHaveLength(summary.bytes);
    expect(stream.writableEnded).toBe(false);
  });

  it('goes where a link points, leaving the link', async () => {
    const [link, target] = [path.join(folder, 'link'), path.join(folder, 'target')];
    await writeFile(target, 'old');
    await symlink(target, link);
    await runExport(source, {
      ...{ filters: {}, format: 'csv', maxRows: null, includeActionMetadata: false },
      output: { file: link, force: true },
    });
    expect(await readFile(target, 'utf8')).toMatch(/^id,/);
  });
});

describe('what fails leaves nothing', () => {
  const left = async (): Promise<readonly string[]> =>
    (await readdir(folder)).filter((name) => name.endsWith('.partial'));

  it('cancelled before and on the way', async () => {
    const before = new AbortController();
    before.abort();
    await expect(exported({ format: 'csv' }, { signal: before.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
    // Aborted while its first bytes are written: the last moment at which nothing has a name yet.
    const during = new AbortController();
    const file = path.join(folder, 'cancelled.csv');
    const capability = new Proxy(source.capability, {
      get: (target, key, receiver): unknown => {
        if (key === 'has_changed_from') during.abort();
        return Reflect.get(target, key, receiver);
      },
    });
    const request = { filters: {}, format: 'csv', maxRows: null, includeActionMetadata: false } as const;
    await expect(
      runExport(
        { ...source, capability },
        { ...request, output: { file, force: false } },
        { signal: during.signal },
      ),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(file)).toBe(false);
    expect(await left()).toEqual([]);
  });

  it('a filter the database cannot answer', async () => {
    const poorer = { ...source, capability: { ...source.capability, has_actions: false } };
    const file = path.join(folder, 'refused.csv');
    await expect(
      runExport(poorer, {
        ...{ filters: { correlation_id: ['x'] }, format: 'csv', maxRows: null, includeActionMetadata: false },
        output: { file, force: false },
      }),
    ).rejects.toMatchObject({ code: 'unavailable_filter' });
    expect(existsSync(file)).toBe(false);
    expect(await left()).toEqual([]);
  });
});

describe('a poorer database', () => {
  it('exports what it has: no actors, no prior values, no actions', async () => {
    const capability = {
      ...source.capability,
      has_actor: false,
      has_changed_from: false,
      has_action_link: false,
    };
    const file = path.join(folder, 'poorer.csv');
    await runExport(
      { ...source, capability },
      {
        ...{ filters: {}, format: 'csv', maxRows: null, includeActionMetadata: true },
        output: { file, force: false },
      },
    );
    const update = parseCsv(await readFile(file, 'utf8')).at(-1);
    expect(update?.slice(9)).toEqual(['{}', expect.stringContaining('"actor_ref":null') as string, '', '']);
  });
});
