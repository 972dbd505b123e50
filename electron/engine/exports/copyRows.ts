import type { ExportProgress } from '@shared/domain/exports.ts';
import type { AuditSource, ReadTransaction, Statement } from '../db/session.ts';
import { countStatement } from '../timeline/countStatement.ts';
import { formatWriter } from './format.ts';
import { generatedAtStatement } from './generatedAtStatement.ts';
import type { Sink } from './gzip.ts';
import { rowsStatement } from './rowsStatement.ts';
import type { ExportRequest } from './request.ts';

export interface Written {
  readonly rows: number;
  /** Rows matching the filters in the snapshot the rows came from. */
  readonly matching: number;
}

interface CopyControl {
  readonly signal: AbortSignal | undefined;
  readonly countFirst: boolean;
  readonly onState: (state: Pick<ExportProgress, 'rows' | 'total'>) => void;
}

/** Counts and copies in one snapshot; memory stays flat, the sink's pace reaches the server. */
export function copyRows(
  source: AuditSource,
  request: ExportRequest,
  sink: Sink,
  { signal, countFirst, onState }: CopyControl,
): Promise<Written> {
  const { capability, session } = source;
  const { filters, format, maxRows, includeActionMetadata, spreadsheetSafe = false } = request;
  const options = { lane: 'export', signal, statementTimeoutMs: request.statementTimeoutMs ?? 0 } as const;
  const writer = formatWriter(format, capability, { includeActionMetadata, spreadsheetSafe });
  const statement = rowsStatement(capability, filters, writer, maxRows);
  return session.read(options, async (tx) => {
    const counted =
      countFirst || maxRows === 0 ? await count(tx, countStatement(capability, filters, null)) : null;
    const total = counted === null ? null : Math.min(counted, maxRows ?? counted);
    onState({ rows: 0, total });
    const generatedAt = format === 'json' ? await generatedNow(tx) : '';
    // Asked before anything is written: a refused statement leaves a stream untouched.
    const batches = maxRows === 0 ? [] : await tx.copyOut(statement, { recordEnd: writer.recordEnd });
    await writer.begin(sink, generatedAt);
    let rows = 0;
    for await (const batch of batches) {
      await writer.batch(sink, batch);
      rows += batch.rows;
      onState({ rows, total });
    }
    await writer.end(sink);
    const cut = maxRows !== null && rows >= maxRows;
    const matching = counted ?? (cut ? await count(tx, countStatement(capability, filters, null)) : rows);
    return { rows, matching };
  });
}

async function count(tx: ReadTransaction, statement: Statement): Promise<number> {
  const [row] = await tx.rows(statement);
  return Number(row?.['count']);
}

async function generatedNow(tx: ReadTransaction): Promise<string> {
  const [row] = await tx.rows(generatedAtStatement());
  return row?.['generated_at'] ?? '';
}
