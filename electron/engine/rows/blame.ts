import { compareBytes } from '@shared/domain/diff.ts';
import { jsonMembers } from '@shared/domain/jsonText.ts';
import type { BlamedField, RowBlame } from '@shared/domain/rowStates.ts';
import type { AuditSource, TextRow } from '../db/session.ts';
import { arrivedStatement, blameStatement, entriesByIdStatement } from './blameStatement.ts';
import { entryOf } from '../timeline/entryOf.ts';
import { resolveRow, type RowQuestion } from './resolveRow.ts';
import { stateAt } from './state.ts';
import { tablePolicy, type TablePolicy } from './tablePolicy.ts';

/**
 * Who set each field of the row's last captured image, newest setter a field: the insert sets all, an update what
 * it names; a value that changed without being named is told apart, and what was set before the first captured
 * change is unknown. Of a deleted row the image before its delete. Errors: those of resolveRow.
 */
export async function blameRow(
  { session, capability }: AuditSource,
  question: RowQuestion,
  signal?: AbortSignal,
): Promise<RowBlame> {
  return session.read({ signal }, async (tx) => {
    const row = await resolveRow(tx, capability, question);
    const state = await stateAt(tx, capability, row, null);
    const { status, data, change_id, captured_at, last_known } = state;
    const image =
      data === null ? last_known : { data, change_id: change_id ?? '', captured_at: captured_at ?? '' };
    const policy = await tablePolicy(tx, capability, row);
    const setters = image === null ? [] : await tx.rows(blameStatement(capability, row));
    const fields = image === null ? [] : blame(image.data, setters, policy);
    const [first] = image === null ? [] : await tx.rows(arrivedStatement(capability, row, row.key_columns));
    const deleted_by = status === 'deleted_record' ? change_id : null;
    const ids = [...new Set([deleted_by, ...fields.map((field) => field.change_id)])].filter(
      (id) => id !== null,
    );
    return {
      row,
      status,
      image,
      fields,
      setters: ids.length === 0 ? [] : (await tx.rows(entriesByIdStatement(capability, ids))).map(entryOf),
      deleted_by,
      arrived: first?.['arrived'] === 't',
      not_captured: policy.excluded,
    };
  });
}

function blame(data: string, setters: readonly TextRow[], { isMasked }: TablePolicy): readonly BlamedField[] {
  const by = new Map(setters.map((setter) => [setter['name'] ?? '', setter]));
  return [...jsonMembers(data)]
    .sort(([a], [b]) => compareBytes(a, b))
    .map(([name, value]) => {
      const setter = by.get(name);
      const state = setter === undefined ? 'unknown' : setter['how'] === 'appeared' ? 'appeared' : 'set';
      const change_id = setter?.['change_id'] ?? null;
      return { name, value, state, masked: isMasked(name, value), change_id };
    });
}
