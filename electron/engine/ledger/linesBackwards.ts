import fs, { type FileHandle } from 'node:fs/promises';

const CHUNK = 64 * 1024;
const LF = 0x0a;

export interface PlacedLine {
  readonly text: string;
  /** Byte at which the line begins. */
  readonly start: number;
}

/**
 * Whole lines of a file from the newest, read in pieces from its end. `before`: the byte at which the first line
 * not wanted begins; null for the end. What follows the last line end is no line.
 */
export async function* linesBackwards(file: string, before: number | null): AsyncGenerator<PlacedLine> {
  const handle = await fs.open(file, 'r');
  try {
    let position = before ?? (await wholeBytes(handle));
    let held: Buffer = Buffer.alloc(0);
    for (;;) {
      const at = held.length < 2 ? -1 : held.lastIndexOf(LF, held.length - 2);
      if (at < 0 && position > 0) {
        const from = Math.max(0, position - CHUNK);
        held = Buffer.concat([await readAt(handle, from, position), held]);
        position = from;
        continue;
      }
      if (held.length === 0) return;
      yield { text: lineText(held.subarray(at + 1, held.length - 1)), start: position + at + 1 };
      held = held.subarray(0, at + 1);
    }
  } finally {
    await handle.close();
  }
}

/** How many bytes of the file are whole lines: all up to and with its last line end. */
export async function wholeBytes(handle: FileHandle): Promise<number> {
  let { size: position } = await handle.stat();
  while (position > 0) {
    const from = Math.max(0, position - CHUNK);
    const at = (await readAt(handle, from, position)).lastIndexOf(LF);
    if (at >= 0) return from + at + 1;
    position = from;
  }
  return 0;
}

/** Bytes that are no UTF-8 must not read like the text they replaced. */
export function lineText(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : bytes.toString('latin1');
}

async function readAt(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(to - from);
  let read = 0;
  while (read < buffer.length) {
    const { bytesRead } = await handle.read(buffer, read, buffer.length - read, from + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}
