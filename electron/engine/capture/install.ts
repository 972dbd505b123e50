import { quoteIdentifier } from '@engine/db/sql.ts';
import { checkOptions, createFunctionSql, globalCaptureFunction } from './functions.ts';
import type { CaptureOptions } from './functions.ts';
import { actorIndexSql, auditTablesSql, governanceTablesSql, inSchema } from './tables.ts';
import { rowHistoryIndexSql, unqualified } from './tables.ts';

export interface InstallOptions extends CaptureOptions {
  /** Adds the GIN index on the actor of transactions. Default false. */
  readonly actorIndex?: boolean;
  /** The tables of exports, retention runs, saved views and evidence; current era. Default true. */
  readonly governance?: boolean;
}

/**
 * SQL that makes Threadline's tables and the global capture function (CONTRACT §1, §2.2). Run it in one
 * transaction; it fails, and so changes nothing, where Threadline is already installed.
 * Errors: `invalid_identifier`, `invalid_capture_policy`.
 */
export function captureInstallSql(given: InstallOptions): string {
  const options = checkOptions(given);
  const of = options.era === 'baseline' ? unqualified : inSchema(options.storageSchema);
  const createFunction = createFunctionSql(globalCaptureFunction(options), options.era);
  const actorIndex = given.actorIndex === true ? [actorIndexSql(of)] : [];
  if (options.era === 'baseline') {
    return [
      '-- Threadline capture, 0.2: tables and the global capture function, in the first schema of search_path.\n',
      auditTablesSql(of),
      ...actorIndex,
      createFunction,
    ].join('\n');
  }
  return [
    `-- Threadline capture, 0.11 and later: storage schema ${options.storageSchema}.\n`,
    `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(options.storageSchema)};\n`,
    auditTablesSql(of),
    rowHistoryIndexSql(of),
    ...actorIndex,
    ...(given.governance === false ? [] : [governanceTablesSql(of)]),
    createFunction,
  ].join('\n');
}
