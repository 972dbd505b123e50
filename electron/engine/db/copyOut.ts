import type { Connection, Submittable } from 'pg';
import type { CopyBatch } from './session.ts';

/** A batch is handed over as soon as it holds this much, or when the consumer waits and the socket is idle. */
const BATCH_BYTES = 256 * 1024;
/** Batches kept ready for the consumer; with more the socket is paused, and the server stops in turn. */
const BATCHES_AHEAD = 2;

interface FilledBatch extends CopyBatch {
  readonly buffer: Buffer;
}

/**
 * One running COPY … TO STDOUT. The server sends each row as one CopyData message ("the backend always sends
 * one row per message", PostgreSQL protocol-flow), so counting messages counts rows exactly, whatever the
 * rows hold; and the message's last byte is the record's LF, replaced here while copying.
 */
export class CopyOut implements Submittable {
  readonly text: string;
  /** Settles when the server is done: rejects with what it reported. */
  readonly done: Promise<void>;
  readonly #recordEnd: Buffer;
  readonly #ready: FilledBatch[] = [];
  /** To be filled again: fresh memory for every batch cost the garbage collector more than the copying. */
  readonly #spare: Buffer[] = [];
  #lent: Buffer | null = null;
  #buffer: Buffer = Buffer.allocUnsafe(BATCH_BYTES);
  #used = 0;
  #rows = 0;
  #connection: Connection | null = null;
  #paused = false;
  #discarding = false;
  #flushScheduled = false;
  #finished = false;
  #failure: Error | null = null;
  #wake: (() => void) | null = null;
  #settle: { resolve: () => void; reject: (error: Error) => void };

  constructor(text: string, recordEnd = '\n') {
    this.text = text;
    this.#recordEnd = Buffer.from(recordEnd);
    const { promise, resolve, reject } = withResolvers();
    this.done = promise;
    this.#settle = { resolve, reject };
    promise.catch(() => undefined);
  }

  /** The next batch, null at the end; the one before it is overwritten from now on. Rejects with what the server or the socket reported. */
  async next(): Promise<CopyBatch | null> {
    if (this.#lent !== null) this.#spare.push(this.#lent);
    this.#lent = null;
    for (;;) {
      const batch = this.#ready.shift();
      if (batch !== undefined) {
        // A buffer grown for one huge row is not kept.
        this.#lent = batch.buffer.length === BATCH_BYTES ? batch.buffer : null;
        if (this.#ready.length < BATCHES_AHEAD) this.#resume();
        return batch;
      }
      if (this.#failure !== null) throw this.#failure;
      if (this.#finished) return null;
      if (this.#rows > 0) {
        this.#flush();
        continue;
      }
      this.#resume();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Waits until there is a first batch, an end or a failure, without taking anything. */
  async begun(): Promise<void> {
    if (this.#ready.length === 0 && this.#rows === 0 && !this.#finished && this.#failure === null)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    if (this.#ready.length === 0 && this.#rows === 0 && this.#failure !== null) throw this.#failure;
  }

  /** Drops what comes from now on, so that the connection reaches its next statement. */
  discard(): void {
    this.#discarding = true;
    this.#ready.length = 0;
    this.#rows = 0;
    this.#used = 0;
    this.#resume();
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    connection.query(this.text);
  }

  handleCopyData(message: { readonly chunk: Buffer }): void {
    if (this.#discarding) return;
    const { chunk } = message;
    const end = this.#recordEnd;
    // The driver's buffer is reused: copying is needed anyhow, so the record end is rewritten on the way.
    const body = chunk[chunk.length - 1] === 0x0a ? chunk.length - 1 : chunk.length;
    const size = body + end.length;
    if (this.#used + size > this.#buffer.length) {
      this.#flush();
      if (size > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(size);
    }
    chunk.copy(this.#buffer, this.#used, 0, body);
    this.#used += body;
    for (const byte of end) {
      this.#buffer[this.#used] = byte;
      this.#used += 1;
    }
    this.#rows += 1;
    if (this.#wake !== null && !this.#flushScheduled) this.#scheduleWake();
  }

  handleCommandComplete(): void {
    this.#flush();
    this.#finished = true;
    this.#wakeUp();
  }

  handleReadyForQuery(): void {
    this.#settle.resolve();
  }

  handleError(error: Error): void {
    this.#failure = error;
    this.#settle.reject(error);
    this.#resume();
    this.#wakeUp();
  }

  #flush(): void {
    if (this.#rows === 0) return;
    const buffer = this.#buffer;
    this.#ready.push({ bytes: buffer.subarray(0, this.#used), rows: this.#rows, buffer });
    this.#buffer = this.#spare.pop() ?? Buffer.allocUnsafe(BATCH_BYTES);
    this.#used = 0;
    this.#rows = 0;
    if (this.#ready.length >= BATCHES_AHEAD && !this.#discarding) this.#pause();
    this.#wakeUp();
  }

  /** A waiting consumer gets what one turn of the event loop brought, not single rows. */
  #scheduleWake(): void {
    this.#flushScheduled = true;
    setImmediate(() => {
      this.#flushScheduled = false;
      this.#wakeUp();
    });
  }

  #wakeUp(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#connection?.stream.pause();
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#connection?.stream.resume();
  }
}

function withResolvers(): {
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: Error) => void;
} {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
