import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { ledgerHeadSchema, type LedgerHead } from '@shared/domain/ledger.ts';
import { canonicalJson } from '@shared/domain/canonicalJson.ts';

const SEGMENT = /^(\d{4}-(?:0[1-9]|1[0-2]))\.ndjson$/;
/** Longer than any head: it is replaced in place by one write of one length. */
const HEAD_BYTES = 256;

export function ledgerFolder(home: string): string {
  return path.join(home, 'ledger');
}

export function segmentFile(home: string, segment: string): string {
  return path.join(ledgerFolder(home), `${segment}.ndjson`);
}

/** Names of the segments that are there, oldest first. */
export async function segmentNames(home: string): Promise<readonly string[]> {
  const names = await fs.readdir(ledgerFolder(home)).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return names.flatMap((name) => SEGMENT.exec(name)?.[1] ?? []).toSorted();
}

/** How long the chain was known to be; null when that is not there or cannot be read. */
export async function readHead(home: string): Promise<LedgerHead | null> {
  try {
    // eslint-disable-next-line no-restricted-syntax -- our own file, not evidence
    return ledgerHeadSchema.parse(JSON.parse(await fs.readFile(headFile(home), 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Replaces the head in place, by one write within one sector: a rename with its two syncs would cost each question
 * more than its own line does. It is written after the lines it speaks of are on the disk, so it is never ahead.
 */
export async function writeHead(home: string, head: LedgerHead): Promise<void> {
  const text = `${canonicalJson(head).padEnd(HEAD_BYTES - 1)}\n`;
  const handle = await fs.open(headFile(home), fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
  try {
    await handle.write(Buffer.from(text, 'utf8'), 0, HEAD_BYTES, 0);
  } finally {
    await handle.close();
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function headFile(home: string): string {
  return path.join(ledgerFolder(home), 'head.json');
}
