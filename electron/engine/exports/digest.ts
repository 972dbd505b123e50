import { createHash } from 'node:crypto';
import type { Output } from './output.ts';

export interface Digest {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface DigestingOutput {
  write(bytes: Uint8Array): Promise<void>;
  /** Bytes written so far. */
  readonly bytes: number;
  digest(): Digest;
}

/**
 * Counts and hashes what goes out, as it goes out. In this thread: 1.6 GB/s measured with SHA instructions,
 * while the server delivers well under a tenth of that, and the write waits in another thread meanwhile.
 */
export function digesting(output: Output): DigestingOutput {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    write: async (chunk) => {
      const written = output.write(chunk);
      hash.update(chunk);
      bytes += chunk.length;
      await written;
    },
    get bytes() {
      return bytes;
    },
    digest: () => ({ bytes, sha256: hash.digest('hex') }),
  };
}
