const HEADER_BYTES = 5;
const COPY_DATA = 0x64; // 'd'
/** What a server may send between a query and its end: anything else means that we are not at a message's begin. */
const KNOWN_TYPES: ReadonlySet<number> = new Set(Buffer.from('12ACDEGHINSTVWZcdnst'));

export interface CopyDataSink {
  /** A CopyData message whose body has `size` bytes begins. */
  begin(size: number): void;
  /** Bytes `from` (inclusive) to `to` (exclusive) of `bytes` belong to that body; valid only during the call. */
  append(bytes: Buffer, from: number, to: number): void;
  /** The body is whole. */
  end(): void;
  /** All other messages, byte for byte and in order, in pieces of any size. */
  other(bytes: Buffer): void;
}

/**
 * Splits what a PostgreSQL server sends (protocol 3: type byte, 32-bit length that counts itself, body) into the
 * bodies of CopyData messages and everything else. It must begin at the begin of a message; where that turns
 * out not to hold, or after {@link CopyDataReader.handBack}, all bytes go to `other`, from the first unread one.
 */
export class CopyDataReader {
  readonly #sink: CopyDataSink;
  readonly #header = Buffer.alloc(HEADER_BYTES);
  #headerUsed = 0;
  #bodyLeft = 0;
  #inCopyData = false;
  #handedBack = false;

  constructor(sink: CopyDataSink) {
    this.#sink = sink;
  }

  /** Everything not yet read goes to `other` from now on; for use between two messages. */
  handBack(): void {
    this.#handedBack = true;
  }

  read(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      if (this.#handedBack) {
        this.#sink.other(bytes.subarray(at));
        return;
      }
      at = this.#bodyLeft > 0 ? this.#body(bytes, at) : this.#message(bytes, at);
    }
  }

  #body(bytes: Buffer, at: number): number {
    const to = Math.min(bytes.length, at + this.#bodyLeft);
    this.#bodyLeft -= to - at;
    if (!this.#inCopyData) {
      this.#sink.other(bytes.subarray(at, to));
      return to;
    }
    this.#sink.append(bytes, at, to);
    if (this.#bodyLeft === 0) this.#sink.end();
    return to;
  }

  #message(bytes: Buffer, at: number): number {
    if (this.#headerUsed === 0 && at + HEADER_BYTES <= bytes.length)
      return this.#begin(bytes, at, at + HEADER_BYTES);
    // A header cut by the end of a chunk is put together first.
    const to = Math.min(bytes.length, at + HEADER_BYTES - this.#headerUsed);
    bytes.copy(this.#header, this.#headerUsed, at, to);
    this.#headerUsed += to - at;
    if (this.#headerUsed < HEADER_BYTES) return to;
    this.#headerUsed = 0;
    this.#begin(this.#header, 0, to);
    return to;
  }

  /** Reads the header at `at` of `bytes`; answers `next`, where the reading goes on. */
  #begin(bytes: Buffer, at: number, next: number): number {
    const type = bytes[at] ?? 0;
    const size = bytes.readInt32BE(at + 1) - 4;
    this.#inCopyData = type === COPY_DATA;
    if (size < 0 || !KNOWN_TYPES.has(type)) this.#handedBack = true;
    else this.#bodyLeft = size;
    if (!this.#inCopyData || this.#handedBack) {
      this.#sink.other(bytes === this.#header ? Buffer.from(bytes) : bytes.subarray(at, at + HEADER_BYTES));
      return next;
    }
    this.#sink.begin(size);
    if (size === 0) this.#sink.end();
    return next;
  }
}
