import { InvestigatorError } from '@shared/domain/errors.ts';

/**
 * Lets `work` run so long as a whole, connecting and writing included, then stops it by the signal it is given.
 * `left` tells what became of the output. Errors: those of `work`, `time_limit`.
 */
export async function withinSeconds<T>(
  seconds: number,
  left: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = AbortSignal.timeout(seconds * 1000);
  try {
    return await work(AbortSignal.any([signal, limit]));
  } catch (error) {
    const stopped = error instanceof InvestigatorError && error.code === 'cancelled';
    if (!stopped || signal.aborted || !limit.aborted) throw error;
    throw new InvestigatorError('time_limit', `it did not end within ${seconds} s`, {
      hint: `${left} Narrow it (a time window, a table), or raise --max-seconds.`,
      cause: error,
    });
  }
}
