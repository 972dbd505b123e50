import type { Finding } from '@shared/domain/integrity.ts';

/** Findings of one kind by one writer on one table beyond this are one finding: one statement wrote them. */
const SEPARATE = 20;
/** Ids a finding lists at most; its `count` tells how many it stands for. */
const MOST_IDS = 100;

/** Folds what one transaction did to many rows of a table into one finding each. Order is kept. */
export function grouped(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([
      finding.code,
      finding.kind,
      finding.table_schema,
      finding.table_name,
      finding.written?.txid ?? finding.change_ids[0] ?? finding.table_pk,
    ]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].flatMap((group) => (group.length > SEPARATE ? [folded(group)] : group));
}

function folded(group: readonly Finding[]): Finding {
  const [first] = group as readonly [Finding, ...Finding[]];
  const unique = (of: (finding: Finding) => readonly string[]): readonly string[] =>
    [...new Set(group.flatMap(of))].slice(0, MOST_IDS);
  return {
    ...first,
    table_pk: null,
    change_ids: unique(({ change_ids }) => change_ids),
    transaction_ids: unique(({ transaction_ids }) => transaction_ids),
    empty_transaction_ids: unique(({ empty_transaction_ids }) => empty_transaction_ids),
    count: group.length,
    columns: [],
    seen: `${group.length} rows alike, all written by one transaction. The first: ${first.seen}`,
  };
}
