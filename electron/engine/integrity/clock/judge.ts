import type { Capability } from '@shared/domain/capability.ts';
import type { ClockRelation } from '@shared/domain/integrity.ts';
import type { ReadTransaction, TextRow } from '../../db/session.ts';
import { everything, type Selection } from '../selection.ts';
import { firstAgreeingStatement, sampleStatement, transactionsStatement } from './statements.ts';
import type { Holds, Part } from './written.ts';

/** A physical table of the trail and whether its rows' writers can be read as times. */
export interface Judged extends ClockRelation {
  readonly oid: string;
}

/** So many rows older than the first that agrees were not tampered with one by one: the table was rewritten. */
const REWRITTEN = 50;

/**
 * Where the clock applies. It does not where most rows were written by others than their transactions: after dump
 * and restore, under logical replication, after a rewrite of the table. Where only everything before some moment
 * disagrees, the clock applies since then. `byTable`: what
 * changesByTableStatement answers for `base`: everything, or a neighbourhood that is judged by itself.
 */
export async function judgeClock(
  tx: ReadTransaction,
  capability: Capability,
  byTable: readonly TextRow[],
  base: Selection = everything,
): Promise<readonly Judged[]> {
  const changes = relationsOf(byTable);
  const transactions = relationsOf(await tx.rows(transactionsStatement(capability, base)));
  const judged: Judged[] = [];
  for (const counted of changes) judged.push(await judge(tx, capability, base, 'changes', counted));
  for (const counted of transactions) judged.push(await judge(tx, capability, base, 'transactions', counted));
  return judged;
}

/** The parts of the trail whose rows are worth looking at. */
export function partsOf(judged: readonly Judged[], holds: Holds): readonly Part[] {
  return judged.filter((one) => one.applies && one.holds === holds).map(({ oid, since }) => ({ oid, since }));
}

interface Counted {
  readonly oid: string;
  readonly relation: string;
  readonly rows: number;
  readonly exact: number;
}

function relationsOf(rows: readonly TextRow[]): readonly Counted[] {
  const found = new Map<string, Counted>();
  for (const row of rows) {
    const oid = row['oid'] ?? '';
    const before = found.get(oid);
    found.set(oid, {
      oid,
      relation: row['relation'] ?? '',
      rows: (before?.rows ?? 0) + Number(row['rows']),
      exact: (before?.exact ?? 0) + Number(row['exact']),
    });
  }
  return [...found.values()];
}

async function judge(
  tx: ReadTransaction,
  capability: Capability,
  selection: Selection,
  holds: Holds,
  { oid, relation, rows, exact }: Counted,
): Promise<Judged> {
  const base = { oid, relation, holds, rows, agreeing: exact, applies: true, since: null, reason: null };
  const others = rows - exact;
  if (others === 0) return base;
  const sampled = async (until: string | null): Promise<number> => {
    const sample = { part: { oid, since: null }, until };
    const [row] = await tx.rows(sampleStatement(holds, capability, selection, sample));
    const looked = Number(row?.['rows'] ?? 0);
    // Few rows are few findings, not a rewritten table.
    if (until !== null && looked < REWRITTEN) return 1;
    return looked === 0 ? 1 : Number(row?.['explained'] ?? 0) / looked;
  };
  if (others * 2 > rows && (await sampled(null)) < 0.5)
    return {
      ...base,
      applies: false,
      reason: `${others} of ${rows} rows were not written by the transactions they name: the table was restored, replicated or rewritten`,
    };
  // Of a neighbourhood only its own kind is asked.
  if (others < REWRITTEN || selection.reach !== 'all') return base;
  const [first] = await tx.rows(firstAgreeingStatement(holds, capability, oid));
  const since = first?.['at'] ?? null;
  if (since === null || (await sampled(since)) >= 0.5) return base;
  return {
    ...base,
    since,
    reason: `no row before ${since} was written by the transaction it names: the table was restored or rewritten`,
  };
}
