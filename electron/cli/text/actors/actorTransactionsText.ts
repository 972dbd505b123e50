import type { ActorSeen, TransactionPage } from '@shared/domain/actorReads.ts';
import type { Paint } from '../../terminal.ts';
import { printable } from '../printable.ts';
import { plural } from '@shared/domain/plural.ts';
import { transactionsTable } from './transactionsTable.ts';
import { boundsText, whoText } from './whoText.ts';

export interface AskedActor {
  readonly actor: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly direction: 'older' | 'newer';
  /** Oldest change still here; null when there is none at all. */
  readonly oldest: string | null;
}

/** A page of an actor's transactions for people, below who it is and when it was seen. */
export function actorTransactionsText(
  page: TransactionPage,
  seen: ActorSeen,
  asked: AskedActor,
  paint: Paint,
): string {
  const searched = boundsText(asked);
  const head = [
    `actor  ${paint.strong(printable(whoText(asked.actor)))}`,
    seen.first === null || seen.last === null
      ? `seen   never; searched: ${printable(searched)}`
      : `seen   ${seen.first} to ${seen.last}, ${plural(seen.transactions, 'transaction')}; searched: ${printable(searched)}`,
  ];
  if (page.entries.length === 0)
    return lines([
      ...head,
      ...(seen.transactions > 0 ? ['nothing further in this direction'] : nothing(asked)),
    ]);
  const option = asked.direction === 'older' ? '--after' : '--before';
  const more = page.cursor === null ? [] : [paint.dim(`more: ${option} ${page.cursor}`)];
  return `${lines(head)}\n${transactionsTable(page.entries, paint)}${lines(more)}`;
}

/** What would make the answer empty although something happened. */
function nothing({ oldest }: AskedActor): readonly string[] {
  return [
    oldest === null
      ? 'no change is recorded in this database at all'
      : `the oldest change still here was captured at ${oldest}: earlier ones may have been deleted`,
    'only captured writes whose transaction names this actor are found; reads are never captured',
  ];
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
