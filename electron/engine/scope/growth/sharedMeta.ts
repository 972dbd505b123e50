import { plural } from '@shared/domain/plural.ts';
import { jsonKind, jsonMembers, jsonString } from '@shared/domain/jsonText.ts';
import { type Propose } from './common.ts';
import { sharedMetaStatement, type MetaPair } from './sharedMetaStatement.ts';

const MOST = 50;
/** A value that so large a part of all transactions share tells nothing of this scope. */
const COMMON = 0.2;

/** The same value in the meta of other transactions, the rarest first: an address, a session, a user agent. */
export const sharedMeta: Propose = async (tx, capability, scope) => {
  const pairs = new Map<string, MetaPair>();
  for (const { transaction } of scope.entries) {
    for (const [key, value] of jsonMembers(transaction.meta ?? '{}'))
      if (['string', 'number'].includes(jsonKind(value)))
        pairs.set(JSON.stringify([key, value]), { key, value });
  }
  const asked = [...pairs.values()].slice(0, MOST);
  if (asked.length === 0) return [];
  const rows = await tx.rows(sharedMetaStatement(capability, asked, scope.transaction_ids));
  return rows.flatMap((row) => {
    const pair = asked[Number(row['n'])];
    const transactions = Number(row['transactions']);
    const share = transactions / Math.max(Number(row['of']), 1);
    if (pair === undefined || share > COMMON) return [];
    const shown = jsonKind(pair.value) === 'string' ? jsonString(pair.value) : pair.value;
    return [
      {
        weight: 40 + 25 * (1 - share / COMMON),
        proposal: {
          kind: 'meta' as const,
          reason:
            `the scope's transactions carry ${pair.key} ${shown}; ` +
            `so do ${plural(transactions, 'transaction')} outside it`,
          member: { meta: [`{${JSON.stringify(pair.key)}:${pair.value}}`] },
          transactions,
          changes: null,
          first_at: row['first_at'] ?? null,
          last_at: row['last_at'] ?? null,
        },
      },
    ];
  });
};
