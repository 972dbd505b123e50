import type { Writable } from 'node:stream';
import type { Output } from './output.ts';
import { streamError } from './outputError.ts';
import { untilAborted } from './untilAborted.ts';

/**
 * Writes to a stream that somebody else owns, such as standard output: it is never closed here. What was
 * written stays written when the export fails, so the exit code has to tell. Errors: `output_not_writable`
 * (the reader has gone), `disk_full`, `cancelled` (also while the reader does not read: nothing else would end
 * that wait).
 */
export function streamOutput(stream: Writable, signal?: AbortSignal): Output {
  let failure: Error | null = null;
  // Without a listener the reader's going away would end the process.
  const remember = (error: Error): void => void (failure = error);
  stream.on('error', remember);
  return {
    name: '-',
    write: async (bytes) => {
      if (failure !== null) throw streamError(failure);
      const written = new Promise<void>((resolve, reject) => {
        // The bytes are reused once we return, and a stream may hand them on as they are.
        stream.write(Buffer.from(bytes), (error) => {
          if (error) reject(streamError(error));
          else resolve();
        });
      });
      await untilAborted(written, signal);
    },
    finish: () => {
      stream.off('error', remember);
      return failure === null ? Promise.resolve() : Promise.reject(streamError(failure));
    },
    discard: () => Promise.resolve(),
  };
}
