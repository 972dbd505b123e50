import type { LedgerRecord } from '@shared/domain/ledger.ts';
import { appendToLedger, type LedgerWish, type LedgerWriterIdentity } from './append.ts';

export interface LedgerWriter {
  /** Takes a question that has ended; nobody waits for it. */
  record(question: Extract<LedgerRecord, { kind: 'question' }>): void;
  /** Pauses or resumes recording, which the ledger itself tells. Resolves when it is on the disk. Errors: those of appendToLedger. */
  setRecording(recording: boolean): Promise<void>;
  /** When all that was taken so far is on the disk. Errors: those of appendToLedger. */
  flush(): Promise<void>;
}

/** Questions kept while they cannot be written; a disk that stays full must not eat the memory. */
const MOST_WAITING = 10_000;
/** Pause before a write that failed is tried again. */
const RETRY_MS = 2_000;

/**
 * Group commit: the first question is written and synced at once, those that end meanwhile go with the next write.
 * So each is on the disk one or two syncs after its answer, a burst costs one sync and not twenty, and no answer
 * waits. Questions that could not be written are kept for the next attempt; `onFailure` is told each time.
 */
export function ledgerWriter(
  home: string,
  identity: LedgerWriterIdentity,
  onFailure: (error: unknown, waiting: number) => void,
): LedgerWriter {
  let waiting: LedgerWish[] = [];
  let writing: Promise<void> | null = null;

  const drain = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await appendToLedger(home, identity, batch);
      } catch (error) {
        // A switch that failed was told to whoever switched; questions must not be lost by it.
        waiting = [...batch.filter((wish) => 'question' in wish), ...waiting].slice(-MOST_WAITING);
        throw error;
      }
    }
  };
  const start = (): Promise<void> => {
    writing ??= drain().finally(() => {
      writing = null;
    });
    return writing;
  };
  const startUnwatched = (): void => {
    start().catch((error: unknown) => {
      onFailure(error, waiting.length);
      setTimeout(() => {
        if (waiting.length > 0) startUnwatched();
      }, RETRY_MS).unref();
    });
  };

  const flush = async (): Promise<void> => {
    while (writing !== null || waiting.length > 0) await start();
  };

  return {
    record: (question) => {
      if (waiting.length >= MOST_WAITING) waiting.shift();
      waiting.push({ question });
      if (writing === null) startUnwatched();
    },
    setRecording: async (recording) => {
      waiting.push({ recording });
      await flush();
    },
    flush,
  };
}
