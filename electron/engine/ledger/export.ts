import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import type { LedgerExportSummary } from '@shared/domain/ledgerReads.ts';
import type { Output } from '../exports/output.ts';
import { explained } from '../store/explained.ts';
import { ledgerFolder, segmentFile, segmentNames } from './files.ts';
import { wholeBytes } from './linesBackwards.ts';

/**
 * Copies all whole lines of all segments, oldest first, byte for byte: the copy is a chain by itself, which
 * `ledger verify FILE` checks. Errors: those of the output, `output_not_writable`.
 */
export async function exportLedger(home: string, output: Output): Promise<LedgerExportSummary> {
  try {
    const digest = createHash('sha256');
    let [lines, bytes] = [0, 0];
    for (const segment of await segmentNames(home)) {
      const whole = await explained(ledgerFolder(home), () => wholeLines(segmentFile(home, segment)));
      for (const byte of whole) if (byte === 0x0a) lines += 1;
      bytes += whole.length;
      digest.update(whole);
      await output.write(whole);
    }
    await output.finish();
    return { output: output.name, entries: lines, bytes, sha256: digest.digest('hex') };
  } catch (error) {
    await output.discard();
    throw error;
  }
}

async function wholeLines(file: string): Promise<Buffer> {
  const handle = await fs.open(file, 'r');
  try {
    const bytes = Buffer.alloc(await wholeBytes(handle));
    let read = 0;
    while (read < bytes.length) {
      const { bytesRead } = await handle.read(bytes, read, bytes.length - read, read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return bytes.subarray(0, read);
  } finally {
    await handle.close();
  }
}
