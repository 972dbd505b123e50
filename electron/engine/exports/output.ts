/**
 * Where an export's bytes go. Exactly one of {@link Output.finish} and {@link Output.discard} ends it; after a
 * failed write only `discard` makes sense. Errors of all: `output_exists`, `output_not_writable`, `disk_full`.
 */
export interface Output {
  /** The file's path as the caller may show it, or `-` for a stream. */
  readonly name: string;
  /** Resolves when the bytes may be reused. One call at a time. */
  write(bytes: Uint8Array): Promise<void>;
  /** Makes the output whole and durable; only now may a file of the asked name appear. */
  finish(): Promise<void>;
  /** Leaves nothing behind that looks like a whole export. Never throws. */
  discard(): Promise<void>;
}
