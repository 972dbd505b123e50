import { canonicalJson } from '@shared/domain/canonicalJson.ts';
import { InvestigatorError, toReport } from '@shared/domain/errors.ts';
import type { LedgerRecord } from '@shared/domain/ledger.ts';
import { now } from '../store/now.ts';
import type { LedgerWriterIdentity } from './append.ts';
import { whileAsking, type Asking } from './asking.ts';
import { parametersText } from './parameters.ts';
import type { LedgerWriter } from './writer.ts';

interface Question<T> {
  /** Channel or command. */
  readonly asked: string;
  /** As asked; null where there are none, or where they become known while it is answered (noteFilters). */
  readonly filters: unknown;
  /** All that was asked beside the filters, where such became known; source and secrets are left out here. */
  readonly parametersOf: (filters: unknown) => Readonly<Record<string, unknown>>;
  /** Name of the connection; asked before and after, as opening one tells it only then. */
  readonly nameOf: (answer: T | null) => string | null;
  readonly signal: AbortSignal;
}

/**
 * Answers a question and has it recorded once it has ended, if a database was asked. Nothing of this delays the
 * answer or makes it fail: it is as it would have been. A question that still ran when the process died is not
 * recorded.
 */
export async function recorded<T>(
  writer: Pick<LedgerWriter, 'record'>,
  identity: LedgerWriterIdentity,
  question: Question<T>,
  work: () => Promise<T>,
): Promise<T> {
  const asking: Asking = { endpoint: null, rows: 0, filters: null };
  const at = now();
  const started = performance.now();
  const name = question.nameOf(null);
  const end = (ended: Ended, answer: T | null): void => {
    const { endpoint } = asking;
    if (endpoint === null) return;
    const { host, port, database, user } = endpoint;
    const filters = asking.filters ?? question.filters;
    writer.record({
      kind: 'question',
      at,
      ...identity,
      asked: question.asked,
      filters: filters === null || filters === undefined ? null : canonicalJson(filters),
      parameters: parametersText(question.parametersOf(filters)),
      source: { name: name ?? question.nameOf(answer), host, port, database, user },
      rows: asking.rows,
      duration_us: Math.round((performance.now() - started) * 1000),
      ...ended,
    });
  };
  try {
    const answer = await whileAsking(asking, work);
    end({ outcome: 'answered', code: null }, answer);
    return answer;
  } catch (error) {
    end(endedBy(error, question.signal), null);
    throw error;
  }
}

type Ended = Pick<Extract<LedgerRecord, { kind: 'question' }>, 'outcome' | 'code'>;

function endedBy(error: unknown, signal: AbortSignal): Ended {
  const isOurs = error instanceof InvestigatorError;
  const wasStopped = isOurs ? error.code === 'cancelled' : signal.aborted;
  return wasStopped
    ? { outcome: 'cancelled', code: null }
    : { outcome: 'failed', code: toReport(error).code };
}
