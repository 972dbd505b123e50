import { Writable } from 'node:stream';
import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { ExportFormat } from '@shared/domain/exports.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { captureInstallSql, type InstallOptions } from '../capture/install.ts';
import type { TableCapture } from '../capture/policy.ts';
import { captureTriggerSql } from '../capture/triggers.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { runExport } from '../exports/run.ts';
import { timelinePage } from '../timeline/page.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import type { TestedVersion } from './servers.ts';

/** A database of the contract's test matrix (CONTRACT §13), made by our own capture SQL. */
export interface MatrixDatabase {
  readonly db: TestDatabase;
  /** Probes anew: what was done since shows. */
  readonly open: (storageSchema?: string) => Promise<AuditSource>;
}

interface MatrixOptions extends InstallOptions {
  /** The application's tables, before capture. */
  readonly tables: string;
  readonly capture: readonly TableCapture[];
  /** Statements of the application, each one transaction. */
  readonly writes?: readonly string[];
}

const opened: AuditSource[] = [];

export async function matrixDatabase(
  version: TestedVersion,
  options: MatrixOptions,
): Promise<MatrixDatabase> {
  const { tables, capture, writes = [], ...install } = options;
  const db = await createTestDatabase({ version });
  await db.execute(tables);
  await db.execute(captureInstallSql(install));
  await db.execute(captureTriggerSql({ ...install, tables: capture }));
  for (const write of writes) await db.execute(write);
  return { db, open: (storageSchema) => openSource(db, storageSchema) };
}

/** Connected and probed until {@link closeMatrix}. */
export async function openSource(db: TestDatabase, storageSchema?: string): Promise<AuditSource> {
  const endpoint = { ...db.endpoint, storage_schema: storageSchema ?? null };
  const source = await openAuditSource(endpoint, db.password);
  opened.push(source);
  return source;
}

/** To be called when a file's tests are over. */
export async function closeMatrix(): Promise<void> {
  await Promise.all(opened.splice(0).map(({ session }) => session.close()));
}

/** All that matches, newest first. */
export async function entriesOf(
  source: AuditSource,
  filters: Filters = {},
): Promise<readonly TimelineEntry[]> {
  const page = { filters, cursor: null, direction: 'older', limit: 1000 } as const;
  return (await timelinePage(source, page)).entries;
}

export async function exported(
  source: AuditSource,
  format: ExportFormat,
  filters: Filters = {},
): Promise<string> {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _, done) => {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  await runExport(source, {
    filters,
    format,
    maxRows: null,
    includeActionMetadata: false,
    output: { stream },
  });
  return Buffer.concat(chunks).toString('utf8');
}
