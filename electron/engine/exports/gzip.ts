import { createGzip } from 'node:zlib';

export interface Sink {
  write(bytes: Uint8Array): Promise<void>;
}

export interface EndableSink extends Sink {
  /** Writes what is still held back. */
  end(): Promise<void>;
}

/** Compresses on the way to `sink`; the header holds no time, so equal rows make equal files. */
export function gzipped(sink: Sink): EndableSink {
  const gzip = createGzip({ level: 6 });
  const drained = (async () => {
    for await (const chunk of gzip) await sink.write(chunk as Uint8Array);
  })();
  // A failure is told by the write or end that comes next; without this it would count as unhandled.
  drained.catch(() => undefined);
  return {
    write: async (bytes) => {
      // Called back when the bytes are taken in and may be reused; a failure further down ends the wait.
      const taken = new Promise<void>((resolve) => gzip.write(bytes, () => resolve()));
      await Promise.race([taken, drained]);
    },
    end: async () => {
      gzip.end();
      await drained;
    },
  };
}

/** The same interface where nothing is to be compressed. */
export function plain(sink: Sink): EndableSink {
  return { write: (bytes) => sink.write(bytes), end: () => Promise.resolve() };
}
