import type { Capability } from '@shared/domain/capability.ts';
import type { Finding, IntegrityCheck, Note } from '@shared/domain/integrity.ts';
import type { ReadTransaction } from '../../db/session.ts';
import { sameTable, type CapturedTable, type TableName } from '../capture/capturedTables.ts';
import type { Selection } from '../selection.ts';
import type { Surroundings } from '../surroundings.ts';
import { partsOf } from '../clock/judge.ts';
import { horizonStatement } from './horizonStatement.ts';
import { liveFindings, liveKey, liveObstacle } from './live.ts';

export interface LiveChecks {
  readonly findings: readonly Finding[];
  readonly checks: readonly IntegrityCheck[];
  readonly notes: readonly Note[];
  readonly rows: number;
  readonly capped: boolean;
}

/** Tables bigger than this are read only when asked for by name: one pass over each is needed. */
const MOST_ROWS = 5_000_000;

/** The live check, table by table; each says whether it ran, and why not. */
export async function liveChecks(
  tx: ReadTransaction,
  capability: Capability,
  selection: Selection,
  around: Surroundings,
  limit: number,
  onTable: (table: string, part: number, rows: number) => void,
): Promise<LiveChecks> {
  const clock = around.clock.changes && around.clock.transactions;
  const horizon =
    clock && selection.reach !== 'narrow'
      ? ((await tx.rows(horizonStatement(capability)))[0]?.['txid'] ?? null)
      : null;
  const found: Finding[] = [];
  const checks: IntegrityCheck[] = [];
  const notes: Note[] = [];
  let rows = 0;
  let capped = false;
  for (const [i, name] of around.names.entries()) {
    const table = around.tables.find((one) => sameTable(one, name)) ?? null;
    // Changes are captured under the names of the leaves.
    if (table?.kind === 'p') continue;
    onTable(`${name.table_schema}.${name.table_name}`, i / around.names.length, rows);
    const key = liveKey(table);
    const obstacle = liveObstacle(table, key);
    const tooBig = table !== null && selection.reach === 'all' && table.about_rows > MOST_ROWS;
    if (table === null || key === null || obstacle !== null || tooBig) {
      checks.push(
        check(name, tooBig ? 'skipped' : 'cannot_tell', obstacle ?? bigText(table?.about_rows ?? 0)),
      );
      continue;
    }
    const policy = around.policies.find((one) => sameTable(one, name));
    if (policy === undefined) continue;
    const capturedSince = selection.reach === 'narrow' ? null : later(horizon, since(table));
    const question = {
      table,
      policy,
      key,
      selection,
      placeholders: around.placeholders,
      clock: clock ? partsOf(around.judged, 'changes') : [],
      capturedSince,
      limit,
    };
    const live = await liveFindings(tx, capability, question, clock);
    found.push(...live.findings.filter((finding) => isInWindow(finding, selection)));
    rows += live.rows;
    capped ||= live.capped;
    checks.push(check(name, 'ran', clock ? null : 'Without the clock only values were compared.'));
    if (live.rewritten > 0) notes.push(rewrittenNote(name, live.rewritten));
  }
  return { findings: found, checks, notes, rows, capped };
}

function check(name: TableName, state: IntegrityCheck['state'], reason: string | null): IntegrityCheck {
  return { check: 'live', table_schema: name.table_schema, table_name: name.table_name, state, reason };
}

function bigText(rows: number): string {
  return `about ${rows} rows: ask for this table by name (--table) to compare them`;
}

/** T0 as the last creation of the trigger tells it: capture began no later. null: not known. */
function since(table: CapturedTable): string | null {
  const created = table.triggers.flatMap((trigger) => trigger.created ?? []);
  return created.length === 0 ? null : created.reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  return BigInt(a) > BigInt(b) ? a : b;
}

/** A write that is dated outside the window asked for is none of its findings; an undated one may be. */
function isInWindow({ written }: Finding, { from, to, reach }: Selection): boolean {
  if (reach === 'narrow' || written === null) return true;
  return (
    (from === null || written.before === null || written.before >= from) &&
    (to === null || written.after === null || written.after <= to)
  );
}

function rewrittenNote({ table_schema, table_name }: TableName, count: number): Note {
  return {
    code: 'table_rewritten',
    table_schema,
    table_name,
    count,
    text: `${count} live rows of ${table_schema}.${table_name} are as captured, but were written by another transaction than their newest change, many by one: the table was rewritten, or hidden columns of many rows were written at once while capture was off.`,
    examples: [],
  };
}
