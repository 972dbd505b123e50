import fs from 'node:fs/promises';
import path from 'node:path';
import {
  LEDGER_BEGINNING,
  ledgerLine,
  ledgerSegmentAt,
  readLedgerLine,
  type LedgerFace,
  type LedgerHead,
  type LedgerRecord,
} from '@shared/domain/ledger.ts';
import { explained } from '../store/explained.ts';
import { acquireLock } from '../store/fileLock.ts';
import { ensureHome } from '../store/home.ts';
import { now } from '../store/now.ts';
import { syncFolder } from '../store/syncFolder.ts';
import { ledgerFolder, readHead, segmentFile, segmentNames, sha256, writeHead } from './files.ts';
import { linesBackwards, wholeBytes } from './linesBackwards.ts';

export interface LedgerWriterIdentity {
  /** Version of the application. */
  readonly application: string;
  readonly face: LedgerFace;
}

/** A question that has ended, or the switch of recording. */
export type LedgerWish =
  { readonly question: Extract<LedgerRecord, { kind: 'question' }> } | { readonly recording: boolean };

/**
 * Appends under the lock that application and command line share, and answers when it is on the disk. What a crash
 * left unfinished is cut off first, and the ledger says so, as it does when its end is not where it was. While
 * recording is paused questions leave nothing. Errors: `store_locked`, `disk_full`, `output_not_writable`.
 */
export async function appendToLedger(
  home: string,
  identity: LedgerWriterIdentity,
  wishes: readonly LedgerWish[],
): Promise<void> {
  const folder = ledgerFolder(home);
  await explained(folder, async () => {
    ensureHome(home);
    await fs.mkdir(folder, { recursive: true, mode: 0o700 });
    const lock = await acquireLock(path.join(folder, 'ledger.lock'));
    try {
      const found = await findEnd(home);
      const { records, recording } = recordsOf(found, identity, wishes);
      await lock.assertHeld();
      await write(home, identity, found, records, recording);
    } finally {
      await lock.release();
    }
  });
}

interface End {
  readonly head: LedgerHead | null;
  /** Of the last whole line; 0 and the beginning where there is none. */
  readonly seq: number;
  readonly hash: string;
  /** The segment that goes on; null where there is none with a whole line. */
  readonly segment: string | null;
  /** A line cut by a crash. */
  readonly cut: { readonly segment: string; readonly keep: number; readonly bytes: number } | null;
}

async function findEnd(home: string): Promise<End> {
  const head = await readHead(home);
  let cut: End['cut'] = null;
  for (const segment of (await segmentNames(home)).toReversed()) {
    const file = segmentFile(home, segment);
    cut ??= await cutOf(file, segment);
    for await (const { text } of linesBackwards(file, null)) {
      const seq = readLedgerLine(text)?.seq ?? head?.entries ?? 0;
      return { head, seq, hash: sha256(text), segment, cut };
    }
  }
  return { head, seq: 0, hash: LEDGER_BEGINNING, segment: null, cut };
}

async function cutOf(file: string, segment: string): Promise<End['cut']> {
  const handle = await fs.open(file, 'r');
  try {
    const [{ size }, keep] = [await handle.stat(), await wholeBytes(handle)];
    return size === keep ? null : { segment, keep, bytes: size - keep };
  } finally {
    await handle.close();
  }
}

/** What is to be written, what was found first. */
function recordsOf(
  { head, seq, hash, segment, cut }: End,
  { application, face }: LedgerWriterIdentity,
  wishes: readonly LedgerWish[],
): { readonly records: readonly LedgerRecord[]; readonly recording: boolean } {
  const found = { at: now(), application } as const;
  const records: LedgerRecord[] = [];
  if (cut !== null) records.push({ ...found, kind: 'unfinished_line', bytes: cut.bytes });
  const known = head ?? { entries: 0, head: LEDGER_BEGINNING };
  const isShort = known.entries > seq || (known.entries === seq && known.head !== hash);
  // Without a head the first line could not have been written: it was there and was taken away.
  if (isShort || (head === null && segment !== null))
    records.push({ ...found, kind: 'end_missing', known_entries: known.entries, known_head: known.head });
  let recording = head?.recording ?? true;
  for (const wish of wishes) {
    if ('question' in wish) {
      if (recording) records.push(wish.question);
    } else if (wish.recording !== recording) {
      recording = wish.recording;
      records.push({ ...found, kind: recording ? 'resumed' : 'paused', face });
    }
  }
  return { records, recording };
}

async function write(
  home: string,
  { application }: LedgerWriterIdentity,
  { head, cut, ...end }: End,
  records: readonly LedgerRecord[],
  recording: boolean,
): Promise<void> {
  const [first] = records;
  if (first === undefined) return;
  // So that a ledger without a head is always one whose head was taken away, never one that crashed at its start.
  if (head === null && end.segment === null)
    await writeHead(home, {
      entries: 0,
      head: LEDGER_BEGINNING,
      segment: first.at.slice(0, 7),
      recording: true,
    });
  if (cut !== null) await fs.truncate(segmentFile(home, cut.segment), cut.keep);
  let { seq, hash, segment } = end;
  const lines = new Map<string, string[]>();
  const add = (record: LedgerRecord, into: string): void => {
    seq += 1;
    const line = ledgerLine(record, seq, hash);
    hash = sha256(line);
    lines.set(into, [...(lines.get(into) ?? []), line]);
  };
  for (const record of records) {
    const into = ledgerSegmentAt(record.at, segment);
    if (into !== segment)
      add({ kind: 'segment', at: now(), application, segment: into, previous_segment: segment }, into);
    segment = into;
    add(record, into);
  }
  for (const [into, text] of lines) await appendLines(segmentFile(home, into), text);
  await writeHead(home, { entries: seq, head: hash, segment: segment ?? first.at.slice(0, 7), recording });
}

/** One write, so that a crash cuts at most within it, then the disk's word that it is there. */
async function appendLines(file: string, lines: readonly string[]): Promise<void> {
  const handle = await fs.open(file, 'a', 0o600);
  try {
    const isNew = (await handle.stat()).size === 0;
    await handle.writeFile(`${lines.join('\n')}\n`, 'utf8');
    await handle.datasync();
    if (isNew) await syncFolder(path.dirname(file));
  } finally {
    await handle.close();
  }
}
