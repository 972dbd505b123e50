import type { TransactionContext } from '@shared/domain/audit.ts';
import type { Finding, FindingCode, IntegrityMark } from '@shared/domain/integrity.ts';
import { tableText } from '@renderer/lib/change.ts';
import { plural } from '@renderer/lib/format.ts';

/** Pure: those about its changes, about itself, or about the capture of a table it wrote to. */
export function concerning(
  findings: readonly Finding[],
  { transaction, changes }: TransactionContext,
): readonly Finding[] {
  const own = new Set(changes.map(({ id }) => id));
  const tables = new Set(changes.map(tableText));
  return findings.filter(({ about, change_ids, transaction_ids, table_schema, table_name }) => {
    if (change_ids.some((id) => own.has(id)) || transaction_ids.includes(transaction.id)) return true;
    return (
      about === 'table' &&
      table_schema !== null &&
      table_name !== null &&
      tables.has(tableText({ table_schema, table_name }))
    );
  });
}

const MARKED: Readonly<Record<FindingCode, (many: boolean) => string>> = {
  written_later: (many) => `${many ? 'were' : 'was'} written later than recorded`,
  attached_to_foreign_transaction: (many) => `${many ? 'were' : 'was'} written by another transaction`,
  actor_or_time_edited: (many) => `${many ? 'belong' : 'belongs'} to a transaction that was edited`,
  txid_reuse: (many) => `${many ? 'carry' : 'carries'} a transaction number that was used twice`,
  capture_switched: (many) => `${many ? 'lie' : 'lies'} where capture was switched`,
  chain_break: (many) => `${many ? 'do' : 'does'} not continue the version before or after`,
  uncaptured_write: (many) => `${many ? 'stand' : 'stands'} beside a live row that was written past capture`,
};

/** Pure: marks as sentences, one a kind: what the quick look saw, not why. */
export function markSentences(marks: readonly IntegrityMark[]): readonly string[] {
  const codes = [...new Set(marks.flatMap((mark) => mark.codes))];
  return codes.map((code) => {
    const count = marks.filter((mark) => mark.codes.includes(code)).length;
    return `${plural(count, 'change')} ${MARKED[code](count > 1)}.`;
  });
}
