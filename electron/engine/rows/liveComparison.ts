import type { Capability } from '@shared/domain/capability.ts';
import { compareBytes } from '@shared/domain/diff.ts';
import { sameJson, sameMoment } from '@shared/domain/jsonSame.ts';
import { jsonObject, type JsonText } from '@shared/domain/jsonText.ts';
import type { RowAddress } from '@shared/domain/row.ts';
import type { RowState } from '@shared/domain/rowStates.ts';
import type { LiveComparison } from '@shared/domain/rowSummary.ts';
import type { ReadTransaction } from '../db/session.ts';
import { attempt } from './attempt.ts';
import { currentImageStatement } from './currentImageStatement.ts';
import { readLiveRows } from './liveRows.ts';
import type { TablePolicy } from './tablePolicy.ts';

const NOTHING = { reason: null, message: null, live: null, differing: [], masked: [], not_captured: [] };

/**
 * The live row beside the newest captured state of the row, both of this snapshot: agrees, differs and in which
 * fields, gone, there all the same, or not readable and why. Errors: those of Session.read.
 */
export async function liveComparison(
  tx: ReadTransaction,
  capability: Capability,
  row: RowAddress,
  { status, data }: Pick<RowState, 'status' | 'data'>,
  policy: TablePolicy,
): Promise<LiveComparison> {
  const found = await readLiveRows(tx, capability, row, [row.table_pk]);
  if (!found.available) {
    const { reason, message } = found;
    return { ...NOTHING, state: 'unreadable', reason, message };
  }
  const live = found.rows.get(row.table_pk) ?? null;
  if (live === null) return { ...NOTHING, state: ABSENT[status] };
  if (status !== 'present' || data === null)
    return { ...NOTHING, state: status === 'deleted_record' ? 'there_after_delete' : 'never_captured', live };
  const image = jsonObject(data);
  const masked = [...image.keys()].filter((name) => policy.isMasked(name, image.get(name) ?? null));
  const current = await asCurrent(tx, row, data, masked);
  const now = jsonObject(live);
  const differing = [...image]
    .filter(([name]) => !masked.includes(name) && !agrees(name))
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([name, captured]) => ({ name, captured, live: now.get(name) ?? null }));
  return {
    ...NOTHING,
    state: differing.length === 0 ? 'agrees' : 'differs',
    live,
    differing,
    masked: masked.sort(compareBytes),
    not_captured: [...now.keys()].filter((name) => !image.has(name)).sort(compareBytes),
  };

  function agrees(name: string): boolean {
    const there = now.get(name);
    const captured = image.get(name);
    if (there === undefined || captured === undefined) return false;
    const same = current === null ? sameMoment : sameJson;
    return same((current ?? image).get(name) ?? captured, there);
  }
}

const ABSENT = {
  present: 'gone',
  deleted_record: 'gone_as_captured',
  before_audit_horizon: 'nowhere',
} as const satisfies Record<RowState['status'], LiveComparison['state']>;

/** null when the image does not fit the table of today: then the raw texts are compared. */
async function asCurrent(
  tx: ReadTransaction,
  { table_schema, table_name }: RowAddress,
  data: JsonText,
  masked: readonly string[],
): Promise<ReadonlyMap<string, JsonText> | null> {
  const outcome = await attempt(tx, currentImageStatement(table_schema, table_name, data, masked));
  return outcome.ok ? jsonObject(outcome.rows[0]?.['image'] ?? null) : null;
}
