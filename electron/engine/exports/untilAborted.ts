import { cancelled } from '../db/errors.ts';

/**
 * Answers what `work` answers, or rejects with `cancelled` as soon as the signal is aborted: for waits that
 * nothing else ends, such as a write to a pipe whose reader has stopped reading.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let stop: () => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
