import type { Capability } from '@shared/domain/capability.ts';
import type { DatedTransaction } from '@shared/domain/integrity.ts';
import type { ReadTransaction } from '../../db/session.ts';
import { datesStatement } from './suspectsStatement.ts';

/** Answers when a transaction id was given out. */
export type Dates = (txid: string) => DatedTransaction;

/**
 * Dates for transaction ids, from the audited transactions around each (in `known` order of asking nothing is
 * implied). Without a clock an id has no date.
 */
export async function readDates(
  tx: ReadTransaction,
  capability: Capability,
  txids: readonly string[],
  clock: boolean,
): Promise<Dates> {
  const unique = [...new Set(txids)];
  const rows = clock && unique.length > 0 ? await tx.rows(datesStatement(capability, unique)) : [];
  const known = new Map(
    rows.map((row) => [
      row['txid'] ?? '',
      {
        txid: row['txid'] ?? '',
        at: row['at'] ?? null,
        after: row['after'] ?? null,
        before: row['before'] ?? null,
      },
    ]),
  );
  return (txid) => known.get(txid) ?? { txid, at: null, after: null, before: null };
}

/** `D-3 03:42 (between A and B)` in exact instants, for a sentence. */
export function datedText({ txid, at, after, before }: DatedTransaction): string {
  const who = `transaction ${txid}`;
  if (after !== null && after === at) return `${who}, of ${at}`;
  if (after !== null && before !== null) return `${who}, between ${after} and ${before}`;
  if (after !== null) return `${who}, after ${after}`;
  return before === null ? `${who}, whose time is not known` : `${who}, before ${before}`;
}
