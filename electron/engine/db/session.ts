import type { Readable } from 'node:stream';
import type { Capability } from '@shared/domain/capability.ts';

/** One SQL statement with its bound values. Made by a pure function, one a file (docs/ARCHITECTURE.md). */
export interface Statement {
  readonly text: string;
  readonly values: readonly (string | number | boolean | null)[];
}

/** COPY takes no bind parameters: its values travel as transaction-local settings (see copy.ts). */
export interface CopyStatement {
  readonly text: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** A row as PostgreSQL wrote it: every value text, null where NULL. */
export type TextRow = Readonly<Record<string, string | null>>;

export interface ReadTransaction {
  rows(statement: Statement): Promise<readonly TextRow[]>;
  /** Raw COPY data, exactly one chunk a row as the server sends it; back-pressure reaches the server. */
  copyOut(statement: CopyStatement): Promise<Readable>;
}

/**
 * Who must not wait for whom: `browse` answers the screen, `count` runs the slow background questions,
 * `export` holds long snapshots.
 */
export type Lane = 'browse' | 'count' | 'export';

export interface ReadOptions {
  readonly lane?: Lane;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; 0 means no limit. Default 30000. */
  readonly statementTimeoutMs?: number;
}

export interface Session {
  /**
   * Runs `work` in one REPEATABLE READ READ ONLY transaction: one snapshot, nothing written, nothing left
   * behind in the connection. Aborting cancels the running statement on the server.
   * Errors: `cancelled`, `statement_timeout`, `connection_lost`, `permission_denied`, `recovery_conflict`,
   * `server_error`, and those of connecting.
   */
  read<T>(options: ReadOptions, work: (tx: ReadTransaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A database that was probed: what every question of the engine takes first. */
export interface AuditSource {
  readonly session: Session;
  readonly capability: Capability;
}
