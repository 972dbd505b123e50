import type { Capability } from '@shared/domain/capability.ts';
import { qualified } from '../../db/sql.ts';
import type { Bind } from '../../timeline/boundValues.ts';
import { changesFrom, whereSql } from '../../timeline/source.ts';
import type { Selection } from '../selection.ts';
import { notBeforeSql, wroteNotSql, wroteSql } from '../xid.ts';

export type Holds = 'changes' | 'transactions';

/**
 * How much later than the row's own time the transaction next to its writer may have been captured and the row
 * still count as written in its own transaction: audited transactions get their id a moment before their first
 * captured row.
 */
const PATIENCE: Readonly<Record<Holds, string>> = { changes: '2 seconds', transactions: '10 seconds' };

/**
 * A transaction that wrote nothing for so long and then wrote in a savepoint is taken for over: whatever names it
 * later was put there. Jobs that write all the time may last as long as they like.
 */
const SILENCE = '1 hour';

/** How many audited neighbours are asked: busy servers have some that capture long after they got their id. */
const NEIGHBOURS = 8;

/** One physical table of the trail, and from when on; null is all of it. */
export interface Part {
  readonly oid: string;
  readonly since: string | null;
}

/**
 * SELECT of the row versions that were not written by their transaction's own top-level id: columns `oid`,
 * `transaction_id`, `txid`, `writer` (64 bits), `at`, `rows`, grouped by writer; `at` is the earliest.
 */
export function othersSql(
  holds: Holds,
  capability: Capability,
  selection: Selection,
  bind: Bind,
  parts: readonly Part[],
): string {
  const conditions = [...othersConditions(holds, selection, bind, capability), partsSql(holds, bind, parts)];
  if (holds === 'changes')
    return [
      `SELECT c.tableoid AS oid, c.transaction_id, t.txid, ${notBeforeSql('c.xmin', 't.txid')} AS writer,`,
      'min(c.captured_at) AS at, count(*) AS rows',
      `FROM ${changesFrom(capability, selection.withActions)} ${whereSql(conditions)}`,
      'GROUP BY 1, 2, 3, 4',
    ].join(' ');
  return [
    `SELECT t.tableoid AS oid, t.id AS transaction_id, t.txid, ${notBeforeSql('t.xmin', 't.txid')} AS writer,`,
    // Linking an action comes after the last captured row.
    `greatest(t.occurred_at, (SELECT max(l.captured_at) FROM ${qualified(capability.storage_schema, 'audit_changes')} l`,
    `WHERE l.transaction_id = t.id AND ${wroteSql('l.xmin', 't.txid')})) AS at, 1::bigint AS rows`,
    `FROM ${qualified(capability.storage_schema, 'audit_transactions')} t ${whereSql(conditions)}`,
  ].join(' ');
}

function othersConditions(
  holds: Holds,
  selection: Selection,
  bind: Bind,
  capability: Capability,
): readonly string[] {
  if (holds === 'changes') return [...selection.conditions(bind), wroteNotSql('c.xmin', 't.txid')];
  const own = wroteNotSql('t.xmin', 't.txid');
  if (selection.reach === 'all') return [own];
  const matching = `SELECT c.transaction_id FROM ${changesFrom(capability, selection.withActions)} ${whereSql(selection.conditions(bind))}`;
  const window =
    selection.reach === 'window' && selection.from !== null
      ? ` OR (t.occurred_at >= ${bind(selection.from, 'timestamptz')}${selection.to === null ? '' : ` AND t.occurred_at <= ${bind(selection.to, 'timestamptz')}`})`
      : '';
  return [own, `(t.id IN (${matching})${window})`];
}

/** SQL, boolean, over `c` or `t`: the row lies where the clock applies. */
export function partsSql(holds: Holds, bind: Bind, parts: readonly Part[]): string {
  const [row, at] = holds === 'changes' ? ['c', 'c.captured_at'] : ['t', 't.occurred_at'];
  const one = ({ oid, since }: Part): string =>
    `${row}.tableoid = ${bind(oid, 'oid')}${since === null ? '' : ` AND ${at} >= ${bind(since, 'timestamptz')}`}`;
  return parts.length === 0 ? 'false' : `(${parts.map((part) => `(${one(part)})`).join(' OR ')})`;
}

/**
 * SQL, boolean, over a row `o` of {@link othersSql}: a savepoint of its own transaction explains the writer. The
 * id was given out before the row's time; so of the audited transactions just before that id, one at least was
 * captured by then, or there is none in between. An id that is another audited transaction's own is none of ours.
 */
export function explainedSql(
  holds: Holds,
  { storage_schema }: Pick<Capability, 'storage_schema'>,
  current: string,
): string {
  const transactions = qualified(storage_schema, 'audit_transactions');
  return [
    '(o.writer - o.txid < 2147483648',
    `AND o.writer < ${current}`,
    `AND NOT EXISTS (SELECT FROM ${transactions} x WHERE x.txid = o.writer AND ${wroteSql('x.xmin', 'x.txid')})`,
    'AND (SELECT count(*) = 0 OR bool_or(b.occurred_at <= o.at + ' + `interval '${PATIENCE[holds]}')`,
    `FROM (SELECT x.occurred_at FROM ${transactions} x`,
    `WHERE x.txid > o.txid AND x.txid < o.writer AND ${wroteSql('x.xmin', 'x.txid')}`,
    `ORDER BY x.txid DESC LIMIT ${NEIGHBOURS}) b)`,
    holds === 'changes'
      ? `AND o.at <= interval '${SILENCE}' + coalesce((SELECT max(l.captured_at) FROM ${qualified(storage_schema, 'audit_changes')} l
         WHERE l.transaction_id = o.transaction_id AND l.captured_at < o.at), (SELECT x.occurred_at FROM ${transactions} x WHERE x.id = o.transaction_id)))`
      : ')',
  ].join(' ');
}
