import { InvestigatorError } from '@shared/domain/errors.ts';
import { readLedgerLine, type LedgerEntry } from '@shared/domain/ledger.ts';
import { ledgerSourceLabel, type LedgerPage, type LedgerPageQuestion } from '@shared/domain/ledgerReads.ts';
import { explained } from '../store/explained.ts';
import { ledgerFolder, readHead, segmentFile, segmentNames } from './files.ts';
import { linesBackwards } from './linesBackwards.ts';

/**
 * What was recorded, newest first, read from the end of the newest segment in pieces. With a filter only questions
 * are answered; without, also switches, what was found, and lines that can no longer be read (`entry` null).
 * Errors: `invalid_cursor`, `cancelled`, `output_not_writable`.
 */
export async function ledgerPage(
  home: string,
  { cursor, limit, asked_of, outcome }: LedgerPageQuestion,
  signal?: AbortSignal,
): Promise<LedgerPage> {
  return await explained(ledgerFolder(home), async () => {
    const from = cursor === null ? null : openCursor(cursor);
    const matches = (entry: LedgerEntry | null): boolean => {
      if (asked_of === null && outcome === null) return entry?.kind !== 'segment';
      if (entry?.kind !== 'question') return false;
      return (
        (asked_of === null || ledgerSourceLabel(entry.source) === asked_of) &&
        (outcome === null || entry.outcome === outcome)
      );
    };
    const entries: LedgerPage['entries'][number][] = [];
    const recording = (await readHead(home))?.recording ?? true;
    for (const segment of (await segmentNames(home)).toReversed()) {
      if (from !== null && segment > from.segment) continue;
      const before = from?.segment === segment ? from.start : null;
      for await (const { text, start } of linesBackwards(segmentFile(home, segment), before)) {
        if (signal?.aborted === true) throw new InvestigatorError('cancelled', 'stopped on request');
        const entry = readLedgerLine(text);
        if (!matches(entry)) continue;
        const last = entries.at(-1);
        if (entries.length === limit && last !== undefined)
          return { entries, cursor: last.place, has_more: true, recording };
        entries.push({ place: `${segment}:${start}`, entry });
      }
    }
    return { entries, cursor: null, has_more: false, recording };
  });
}

function openCursor(cursor: string): { readonly segment: string; readonly start: number } {
  const match = /^(\d{4}-\d\d):(\d{1,15})$/.exec(cursor);
  if (match === null) throw new InvestigatorError('invalid_cursor', 'this is no place in the ledger');
  const [, segment = '', start = ''] = match;
  return { segment, start: Number(start) };
}
