import type { Capability } from '@shared/domain/capability.ts';

/** One SQL statement with its bound values. Made by a pure function, one a file (docs/ARCHITECTURE.md). */
export interface Statement {
  readonly text: string;
  readonly values: readonly (string | number | boolean | null)[];
}

/** COPY takes no bind parameters: its values travel as transaction-local settings. */
export interface CopyStatement {
  readonly text: string;
  /** Setting name (`investigator.p1`) → value; set before the statement runs, gone with the transaction. */
  readonly settings: Readonly<Record<string, string>>;
}

/** A row as PostgreSQL wrote it: every value text, null where NULL. */
export type TextRow = Readonly<Record<string, string | null>>;

/**
 * Some whole rows of a COPY: their bytes, each ended with the asked record end, and how many they are. Valid
 * until the next batch is asked for; what must live longer is copied.
 */
export interface CopyBatch {
  readonly bytes: Buffer;
  readonly rows: number;
}

export interface CopyOptions {
  /** What ends each record in place of the server's LF; at most six bytes. Default `\n`. */
  readonly recordEnd?: string;
}

export interface ReadTransaction {
  rows(statement: Statement): Promise<readonly TextRow[]>;
  /**
   * COPY … TO STDOUT in batches of whole rows, 64 KiB and more. Resolves once the server has begun to answer,
   * so that a refused statement fails here and not in the middle of an output. Nothing is read ahead of the
   * consumer but two batches: back-pressure reaches the server. Leaving the loop early cancels the statement.
   * Must be consumed inside the `work` that asked for it; one statement at a time.
   */
  copyOut(statement: CopyStatement, options?: CopyOptions): Promise<AsyncIterable<CopyBatch>>;
}

/**
 * Who must not wait for whom: `browse` answers the screen, `count` runs the slow background questions,
 * `export` holds long snapshots.
 */
export type Lane = 'browse' | 'count' | 'export';

export interface ReadOptions {
  readonly lane?: Lane;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds a statement may run on the server; 0 means no limit. Default 30000. */
  readonly statementTimeoutMs?: number;
}

/** What the connection itself tells, which no catalogue does. */
export interface ConnectionFacts {
  readonly tls: boolean;
  /** Back-end process id announced at start-up; behind a pooler another than `pg_backend_pid()`. */
  readonly announcedPid: number | null;
}

export interface Session {
  /**
   * Runs `work` in one REPEATABLE READ READ ONLY transaction: one snapshot, nothing written, nothing left
   * behind in the connection. Aborting cancels the running statement on the server.
   * Errors: `cancelled`, `cancelled_by_server`, `statement_timeout`, `connection_lost`,
   * `permission_denied`, `recovery_conflict`, `server_error`, and those of connecting.
   */
  read<T>(
    options: ReadOptions,
    work: (tx: ReadTransaction, facts: ConnectionFacts) => Promise<T>,
  ): Promise<T>;
  close(): Promise<void>;
}

/** A database that was probed: what every question of the engine takes first. */
export interface AuditSource {
  readonly session: Session;
  readonly capability: Capability;
}
