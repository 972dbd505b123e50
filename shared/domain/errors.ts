/**
 * Every expected failure has a stable code. The catalogue is the single source for the command line's exit
 * codes and for docs/ERRORS.md; a code that is not listed here cannot be thrown.
 */
export const errorCatalog = {
  not_found: { exit: 1, meaning: 'Nothing with this id or name exists in what was asked.' },
  unexplained: { exit: 1, meaning: 'The integrity checks found something unexplained (--strict).' },
  not_stated: {
    exit: 1,
    meaning: 'The no-change statement was refused, or is not true; the answer gives the reasons.',
  },
  ledger_changed: {
    exit: 1,
    meaning: 'The ledger of questions is not as it was written; the answer names each place.',
  },
  not_covered: { exit: 1, meaning: 'No capture trigger fires for ordinary writes to this table now.' },
  usage: { exit: 2, meaning: 'The command line contradicts itself or names an unknown option.' },
  invalid_request: { exit: 2, meaning: 'A request does not fit its schema.' },
  invalid_filter: { exit: 2, meaning: 'A filter is unknown, empty, too long or of the wrong kind.' },
  invalid_instant: { exit: 2, meaning: 'A time is not ISO-8601 with an offset, or cannot exist.' },
  invalid_actor: { exit: 2, meaning: 'An actor is not TYPE:ID with a known type, or anonymous.' },
  invalid_cursor: { exit: 2, meaning: 'A cursor was not made by this application for this question.' },
  invalid_uuid: { exit: 2, meaning: 'An id that must be a uuid is not one.' },
  invalid_identifier: { exit: 2, meaning: 'A table, schema or column name cannot be used in capture SQL.' },
  invalid_capture_policy: { exit: 2, meaning: 'Capture settings of a table contradict each other.' },
  invalid_config: { exit: 2, meaning: 'A configuration file breaks a rule.' },
  invalid_key: {
    exit: 2,
    meaning: 'A row key does not name exactly the key columns, or a value cannot be one.',
  },
  ambiguous_table: {
    exit: 2,
    meaning: 'Several audited schemas have a table of this name; name the schema.',
  },
  partitioned_table: {
    exit: 2,
    meaning: 'The table is partitioned: its changes are recorded under the names of its partitions.',
  },
  invalid_url: { exit: 2, meaning: 'A PostgreSQL URI cannot be read.' },
  unavailable_filter: { exit: 2, meaning: 'The database lacks the column or table this filter needs.' },
  connect_failed: { exit: 3, meaning: 'No connection: host unknown, refused, unreachable or too slow.' },
  authentication_failed: { exit: 3, meaning: 'The server refused the user name or password.' },
  tls_failed: { exit: 3, meaning: 'The encrypted connection could not be made or verified.' },
  database_not_found: { exit: 3, meaning: 'The server has no database of this name.' },
  not_threadline: { exit: 3, meaning: "The database holds none of Threadline's tables." },
  ambiguous_storage_schema: { exit: 3, meaning: 'Several schemas hold Threadline tables; choose one.' },
  server_too_old: { exit: 3, meaning: 'PostgreSQL 14 or later is needed.' },
  permission_denied: { exit: 3, meaning: 'The role may not read what this question needs.' },
  secret_unavailable: { exit: 3, meaning: 'A password is needed and none is at hand.' },
  unknown_source: { exit: 3, meaning: 'The connection this request names is not open.' },
  output_exists: { exit: 6, meaning: 'The output file exists; nothing was overwritten.' },
  output_not_writable: { exit: 6, meaning: 'The output cannot be written there.' },
  disk_full: {
    exit: 6,
    meaning: 'The disk is full. No partial file was left behind; what went to standard output is incomplete.',
  },
  store_damaged: { exit: 6, meaning: 'A file of local state could not be read and was kept aside.' },
  store_locked: { exit: 6, meaning: 'Another process holds this file of local state.' },
  store_too_new: {
    exit: 6,
    meaning: 'A newer version wrote this file of local state; it was left as it is.',
  },
  truncated: { exit: 5, meaning: 'More rows matched than were written (--fail-on-truncate).' },
  statement_timeout: { exit: 7, meaning: 'The server stopped the statement at its time limit.' },
  time_limit: { exit: 7, meaning: 'The export as a whole did not end within its limit (--max-seconds).' },
  cancelled_by_server: { exit: 7, meaning: 'Somebody else stopped the statement on the server.' },
  connection_lost: { exit: 7, meaning: 'The connection broke while the question was under way.' },
  recovery_conflict: { exit: 7, meaning: 'A standby cancelled the read to keep up with its primary.' },
  server_error: { exit: 7, meaning: 'PostgreSQL reported an error.' },
  demo_failed: { exit: 7, meaning: 'The embedded demo database could not be made or started.' },
  rejected: { exit: 70, meaning: 'An IPC message came from a place that may not send it.' },
  bug: { exit: 70, meaning: 'Something this application should have prevented. Please report it.' },
  cancelled: { exit: 130, meaning: 'Stopped on request.' },
} as const satisfies Record<string, { readonly exit: number; readonly meaning: string }>;

export type ErrorCode = keyof typeof errorCatalog;

/** How an error crosses a process border or is printed: plain data, no stack, no secret. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | null;
  readonly detail: string | null;
  readonly retryable: boolean;
}

interface ErrorExtras {
  /** What the reader can do about it, as a sentence. */
  readonly hint?: string;
  /** The server's or the system's own words. */
  readonly detail?: string;
  /** True when the same question may succeed unchanged a moment later. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

export class InvestigatorError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  readonly detail: string | null;
  readonly retryable: boolean;

  constructor(code: ErrorCode, message: string, extras: ErrorExtras = {}) {
    super(message, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'InvestigatorError';
    this.code = code;
    this.hint = extras.hint ?? null;
    this.detail = extras.detail ?? null;
    this.retryable = extras.retryable ?? false;
  }

  report(): ErrorReport {
    const { code, message, hint, detail, retryable } = this;
    return { code, message, hint, detail, retryable };
  }
}

export function exitCodeOf(code: ErrorCode): number {
  return errorCatalog[code].exit;
}

/** An unexpected throw is a bug by definition; its text is kept, its stack is for the log only. */
export function toReport(error: unknown): ErrorReport {
  if (error instanceof InvestigatorError) return error.report();
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'bug', message, hint: 'Please report this with the log.', detail: null, retryable: false };
}

/** Makes a switch over a union exhaustive: forgetting a member fails to compile. */
export function assertNever(value: never): never {
  throw new InvestigatorError('bug', `unexpected value ${JSON.stringify(value)}`);
}
