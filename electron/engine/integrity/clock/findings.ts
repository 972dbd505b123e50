import type { Capability } from '@shared/domain/capability.ts';
import type { Finding } from '@shared/domain/integrity.ts';
import type { ReadTransaction, TextRow } from '../../db/session.ts';
import { changesFrom } from '../../timeline/source.ts';
import { grouped } from '../grouping.ts';
import type { Selection } from '../selection.ts';
import { datedText, readDates, type Dates } from './dates.ts';
import { partsOf, type Judged } from './judge.ts';
import {
  changeSuspectsStatement,
  reusedStatement,
  transactionSuspectsStatement,
} from './suspectsStatement.ts';

export interface ClockFindings {
  readonly findings: readonly Finding[];
  /** Changes that are part of one: what else is odd about them belongs to that finding. */
  readonly changes: ReadonlySet<string>;
  readonly capped: boolean;
}

/** Rows that another transaction than the one they name wrote (CONTRACT §1; docs/INTEGRITY.md). */
export async function clockFindings(
  tx: ReadTransaction,
  capability: Capability,
  selection: Selection,
  judged: readonly Judged[],
  limit: number,
): Promise<ClockFindings> {
  const changes = await tx.rows(
    changeSuspectsStatement(capability, selection, partsOf(judged, 'changes'), limit),
  );
  const transactions = await tx.rows(
    transactionSuspectsStatement(capability, selection, partsOf(judged, 'transactions'), limit),
  );
  const from = changesFrom(capability, selection.withActions);
  const reused = await tx.rows(reusedStatement(capability, selection, from, limit));
  const writers = [...changes, ...transactions].map((row) => row['writer'] ?? '');
  const dates = await readDates(
    tx,
    capability,
    writers,
    judged.some((one) => one.holds === 'transactions' && one.applies),
  );
  // A transaction row that wrote none of its changes is as foreign as they are.
  const forged = transactions.filter((row) => row['own'] === '0');
  const foreign = new Set(forged.map((row) => row['id'] ?? ''));
  const drafts = [
    ...changes.map((row) => changeDraft(row, dates, foreign)),
    ...reused.map(reusedDraft),
    ...transactions.filter((row) => row['own'] !== '0').map((row) => editedDraft(row, dates)),
    ...forged.filter((row) => row['changes'] === '0').map((row) => forgedDraft(row, dates)),
  ];
  return {
    findings: grouped(drafts),
    changes: new Set(drafts.flatMap(({ change_ids }) => change_ids)),
    capped: [changes, transactions, reused].some((rows) => rows.length >= limit),
  };
}

function changeDraft(row: TextRow, dates: Dates, foreign: ReadonlySet<string>): Finding {
  const at = row['at'] ?? '';
  const written = dates(row['writer'] ?? '');
  const transaction = row['transaction_id'] ?? '';
  const isForeign = foreign.has(transaction) || row['own'] !== 't';
  const honest = !isForeign && written.after !== null && at >= written.after;
  const base = { ...addressOf(row), change_ids: [row['id'] ?? ''], claimed_at: at, written };
  if (honest)
    return finding(base, {
      code: 'attached_to_foreign_transaction',
      kind: 'change',
      transaction_ids: [transaction],
      seen: `The change was captured at ${at} and was written by ${datedText(written)}, but it names the transaction of ${row['occurred_at'] ?? ''}: actor, source and action shown with it are those of that transaction.`,
      consistent_with:
        'A change put under an older transaction by hand, or a transaction counter that was set back so that an id came up a second time.',
      cannot_distinguish:
        'Who did the write, and whether the change itself is as captured. A transaction that stayed open without a write for more than an hour and then wrote in a savepoint looks the same.',
    });
  return finding(base, {
    code: 'written_later',
    kind: isForeign ? 'transaction_and_change' : 'change',
    transaction_ids: [transaction],
    seen: `The change says it was captured at ${at}. The row was written by ${datedText(written)}${isForeign ? ', and so was the transaction it names' : ', while the transaction it names is in its place'}.`,
    consistent_with: 'A change inserted afterwards and dated back, or a captured change edited afterwards.',
    cannot_distinguish:
      'Inserted from edited; what an edited row said before; a migration that rewrites audit rows (such as filling in row keys) from a forgery. A captured change missing right beside it may be hidden by it.',
  });
}

function reusedDraft(row: TextRow): Finding {
  const at = row['at'] ?? '';
  const base = { ...addressOf(row), change_ids: [row['id'] ?? ''], claimed_at: at, written: null };
  return finding(base, {
    code: 'txid_reuse',
    kind: 'change',
    transaction_ids: [row['transaction_id'] ?? ''],
    seen: `The change was captured at ${at}, its transaction began at ${row['occurred_at'] ?? ''}. Transaction number ${row['writer'] ?? ''} came up a second time, and the change was attached to the first: actor, source and action shown with it are those of the first.`,
    consistent_with:
      'A database restored into a new cluster, whose transaction counter began anew (CONTRACT §12, trap 11).',
    cannot_distinguish: 'Who did the write: capture could not record it.',
  });
}

function editedDraft(row: TextRow, dates: Dates): Finding {
  const at = row['at'] ?? '';
  const written = dates(row['writer'] ?? '');
  const unlinked = row['unlinked'] === 't';
  return finding(noRow({ claimed_at: at, written }), {
    code: 'actor_or_time_edited',
    kind: 'transaction',
    transaction_ids: [row['id'] ?? ''],
    seen: `The transaction of ${at} was rewritten by ${datedText(written)}, outside itself; its changes are in their place. What it says of actor, time, source, meta or action may not be what capture wrote.`,
    consistent_with: unlinked
      ? 'An edited actor or time; also the deletion of the action it was linked to, which empties action_id.'
      : 'An edited actor, time, source, meta or action.',
    cannot_distinguish: 'Which of its columns was changed, and what it said before.',
  });
}

function forgedDraft(row: TextRow, dates: Dates): Finding {
  const at = row['at'] ?? '';
  const written = dates(row['writer'] ?? '');
  return finding(noRow({ claimed_at: at, written }), {
    code: 'written_later',
    kind: 'transaction',
    transaction_ids: [row['id'] ?? ''],
    seen: `The transaction says it began at ${at} and holds no change. Its row was written by ${datedText(written)}.`,
    consistent_with:
      'A transaction inserted afterwards, or one whose row was edited and whose changes were deleted or purged; also the deletion of the action it was linked to.',
    cannot_distinguish: 'Inserted from edited.',
  });
}

type Base = Pick<
  Finding,
  'table_schema' | 'table_name' | 'table_pk' | 'change_ids' | 'claimed_at' | 'written'
>;
type Words = Pick<
  Finding,
  'code' | 'kind' | 'transaction_ids' | 'seen' | 'consistent_with' | 'cannot_distinguish'
>;

function finding(base: Base, words: Words): Finding {
  const about = base.table_name === null ? 'transaction' : 'row';
  return { ...base, ...words, about, count: 1, columns: [], empty_transaction_ids: [] };
}

function noRow(base: Pick<Finding, 'claimed_at' | 'written'>): Base {
  return { table_schema: null, table_name: null, table_pk: null, change_ids: [], ...base };
}

function addressOf(row: TextRow): Pick<Finding, 'table_schema' | 'table_name' | 'table_pk'> {
  return {
    table_schema: row['table_schema'] ?? null,
    table_name: row['table_name'] ?? null,
    table_pk: row['table_pk'] ?? null,
  };
}
