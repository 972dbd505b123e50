import { AsyncLocalStorage } from 'node:async_hooks';
import type { Filters } from '@shared/domain/filters.ts';
import type { Endpoint } from '@shared/domain/profile.ts';
import type { ReadTransaction, Session } from '../db/session.ts';

/** What becomes known of a question while it is being answered. */
export interface Asking {
  /** Where it went; null as long as no database was asked. */
  endpoint: Endpoint | null;
  rows: number;
  filters: Filters | null;
}

/**
 * Follows a question through whatever answers it, so that handlers and commands need not know that they are
 * recorded: what asks a database is found by its asking one, and none can be forgotten.
 */
const current = new AsyncLocalStorage<Asking>();

export function whileAsking<T>(asking: Asking, work: () => Promise<T>): Promise<T> {
  return current.run(asking, work);
}

/** The database that is about to be asked; also known when it cannot be reached. */
export function noteEndpoint(endpoint: Endpoint): void {
  const asking = current.getStore();
  if (asking !== undefined) asking.endpoint = endpoint;
}

/** The filters as they are meant, where options or files had to be read for them. */
export function noteFilters(filters: Filters): void {
  const asking = current.getStore();
  if (asking !== undefined) asking.filters = filters;
}

/** The same session, its rows counted for whoever asks. */
export function countingSession(session: Session, endpoint: Endpoint): Session {
  return {
    read: (options, work) => {
      noteEndpoint(endpoint);
      // Taken now: `work` may run later, when a link is free, from where the question is not known.
      const asking = current.getStore();
      return session.read(options, (tx, facts) =>
        work(asking === undefined ? tx : counting(tx, asking), facts),
      );
    },
    close: () => session.close(),
  };
}

function counting(tx: ReadTransaction, asking: Asking): ReadTransaction {
  return {
    rows: async (statement) => {
      const rows = await tx.rows(statement);
      asking.rows += rows.length;
      return rows;
    },
    copyOut: async (statement, options) => {
      const batches = await tx.copyOut(statement, options);
      return counted(batches, asking);
    },
  };
}

async function* counted<T extends { readonly rows: number }>(
  batches: AsyncIterable<T>,
  asking: Asking,
): AsyncGenerator<T> {
  for await (const batch of batches) {
    asking.rows += batch.rows;
    yield batch;
  }
}
