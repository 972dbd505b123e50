import type { Cursor } from '@shared/domain/cursor.ts';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { ValueSearch } from '@shared/domain/find.ts';
import type { AuditSource, Statement, TextRow } from '../db/session.ts';

/** How far a search may go; null where nothing bounds it. */
export interface Budget {
  readonly milliseconds: number | null;
  readonly rows: number | null;
}

const FIRST_CHUNK = 1_000;
const LARGEST_CHUNK = 20_000;
/** A chunk should take about so long: often enough to report, seldom enough to lose nothing by it. */
const CHUNK_MS = 250;

interface Listener {
  readonly found: (row: TextRow) => void;
  readonly advanced: (search: ValueSearch) => void;
}

/** Looks at so many rows beyond the cursor; answers what it found and one row `edge` (valuesStatement). */
type ChunkStatement = (cursor: Cursor | null, rows: number) => Statement;

/**
 * Looks through recorded values, meta or actions, newest first, chunk by chunk in one snapshot, until the budget
 * is used or nothing is left. Every row found goes to `found`; the answer says how far it came. A statement
 * time-out ends the search as the budget does. Errors: those of Session.read but `statement_timeout`.
 */
export async function searchValues(
  { session }: Pick<AuditSource, 'session'>,
  statement: ChunkStatement,
  budget: Budget,
  { found, advanced }: Listener,
  signal?: AbortSignal,
): Promise<ValueSearch> {
  const state = { searched: 0, back_to: null as string | null };
  const started = performance.now();
  const told = (complete: boolean, stopped_by: ValueSearch['stopped_by']): ValueSearch => ({
    ...state,
    complete,
    stopped_by,
  });
  try {
    const deep = budget.milliseconds === null ? { statementTimeoutMs: 0 } : {};
    return await session.read({ signal, lane: 'count', ...deep }, async (tx) => {
      let cursor: Cursor | null = null;
      let chunk = FIRST_CHUNK;
      for (;;) {
        const left = budget.rows === null ? chunk : Math.min(chunk, budget.rows - state.searched);
        if (left <= 0) return told(false, 'rows');
        const before = performance.now();
        if (budget.milliseconds !== null && before - started >= budget.milliseconds)
          return told(false, 'time');
        const rows = await tx.rows(statement(cursor, left));
        const edge = rows.find(({ place }) => place === 'edge');
        const looked = Number(edge?.['count'] ?? 0);
        for (const row of rows) if (row !== edge) found(row);
        state.searched += looked;
        if (edge !== undefined) {
          cursor = { at: edge['captured_at'] ?? '', id: edge['id'] ?? '' };
          state.back_to = cursor.at;
        }
        if (looked < left) return told(true, null);
        advanced(told(false, null));
        chunk = nextChunk(chunk, performance.now() - before);
      }
    });
  } catch (error) {
    if (error instanceof InvestigatorError && error.code === 'statement_timeout')
      return told(false, 'statement_timeout');
    throw error;
  }
}

function nextChunk(chunk: number, milliseconds: number): number {
  if (milliseconds > CHUNK_MS * 2) return Math.max(Math.floor(chunk / 2), 100);
  return milliseconds < CHUNK_MS ? Math.min(chunk * 2, LARGEST_CHUNK) : chunk;
}
