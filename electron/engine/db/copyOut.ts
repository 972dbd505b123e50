import type { Connection, Submittable } from 'pg';
import { CopyDataReader } from './copyDataReader.ts';
import { isLending } from './lendingSocket.ts';
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
  /** End of the last whole row: what lies between it and #used is a row still arriving. */
  #whole = 0;
  /** Room that row needs in one piece, 0 between rows. */
  #arriving = 0;
  #rows = 0;
  #connection: Connection | null = null;
  #paused = false;
  #discarding = false;
  #flushScheduled = false;
  #finished = false;
  #failure: Error | null = null;
  /** Undoes {@link CopyOut.#readDirectly}. */
  #release: () => void = () => undefined;
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
    this.#whole = 0;
    this.#resume();
  }

  submit(connection: Connection): void {
    this.#connection = connection;
    this.#readDirectly(connection.stream);
    connection.query(this.text);
  }

  /** The driver's way to the same rows, should the reader have handed the stream back to it. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    this.#begin(chunk.length);
    this.#append(chunk, 0, chunk.length);
    this.#end();
  }

  /**
   * Takes the rows straight off the socket. The driver keeps slices of what it reads, so that each read would need
   * memory of its own; rows copied from here let the socket lend the same buffer every time. All other messages
   * reach the driver as ever.
   */
  #readDirectly(stream: Connection['stream']): void {
    const drivers = stream.listeners('data') as ((bytes: Buffer) => void)[];
    const reader = new CopyDataReader({
      begin: (size) => this.#begin(size),
      append: (bytes, from, to) => this.#append(bytes, from, to),
      end: () => this.#end(),
      other: (bytes) => {
        // The driver keeps what it cannot read yet.
        const kept = Buffer.from(bytes);
        for (const driver of drivers) driver.call(stream, kept);
      },
    });
    const read = (bytes: Buffer): void => reader.read(bytes);
    for (const driver of drivers) stream.off('data', driver);
    stream.on('data', read);
    if (isLending(stream)) stream.lends = true;
    this.#release = () => {
      this.#release = () => undefined;
      if (isLending(stream)) stream.lends = false;
      reader.handBack();
      stream.off('data', read);
      for (const driver of drivers) stream.on('data', driver);
    };
  }

  /** Makes room for a row of `size` bytes, its LF included. */
  #begin(size: number): void {
    if (this.#discarding) return;
    const needed = size + this.#recordEnd.length;
    if (this.#used + needed > this.#buffer.length) this.#flush();
    if (needed > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(needed);
    this.#arriving = needed;
  }

  #append(bytes: Buffer, from: number, to: number): void {
    // While discarding there is no room made: nothing may be written.
    if (this.#discarding) return;
    bytes.copy(this.#buffer, this.#used, from, to);
    this.#used += to - from;
  }

  /** The row is whole: its LF becomes the record end asked for. */
  #end(): void {
    if (this.#discarding) return;
    if (this.#buffer[this.#used - 1] === 0x0a) this.#used -= 1;
    for (const byte of this.#recordEnd) {
      this.#buffer[this.#used] = byte;
      this.#used += 1;
    }
    this.#whole = this.#used;
    this.#arriving = 0;
    this.#rows += 1;
    if (this.#wake !== null && !this.#flushScheduled) this.#scheduleWake();
  }

  handleCommandComplete(): void {
    this.#flush();
    this.#finished = true;
    this.#wakeUp();
  }

  handleReadyForQuery(): void {
    this.#release();
    this.#settle.resolve();
  }

  handleError(error: Error): void {
    this.#failure = error;
    this.#settle.reject(error);
    this.#resume();
    this.#wakeUp();
  }

  /** Hands over the whole rows; a row still arriving moves on to the next buffer. */
  #flush(): void {
    if (this.#rows === 0) return;
    const buffer = this.#buffer;
    this.#ready.push({ bytes: buffer.subarray(0, this.#whole), rows: this.#rows, buffer });
    this.#buffer =
      this.#arriving > BATCH_BYTES
        ? Buffer.allocUnsafe(this.#arriving)
        : (this.#spare.pop() ?? Buffer.allocUnsafe(BATCH_BYTES));
    buffer.copy(this.#buffer, 0, this.#whole, this.#used);
    this.#used -= this.#whole;
    this.#whole = 0;
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
