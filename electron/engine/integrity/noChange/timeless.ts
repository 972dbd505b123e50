import type { Trail } from '../surroundings.ts';

/**
 * Why the transaction-id clock says nothing about some of the trail from this instant on; null when it reaches back
 * so far. What was rewritten or restored since may have been edited unseen.
 */
export function timelessReason({ all, judged }: Trail, from: string): string | null {
  const endsBefore = (oid: string): boolean =>
    all.every((row) => row['oid'] !== oid || (row['newest'] ?? '') < from);
  const found = judged.find(
    ({ oid, holds, applies, since }) =>
      (!applies || (since !== null && since > from)) && !(holds === 'changes' && endsBefore(oid)),
  );
  return found === undefined
    ? null
    : `the transaction-id clock does not apply to ${found.relation} in the window: ${found.reason ?? ''}`;
}
