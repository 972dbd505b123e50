import type { TimelineEntry } from '@shared/domain/audit.ts';
import { RawJson, rawJson, writeJson, type JsonText } from '@shared/domain/jsonText.ts';
import type { RelatedRows } from '@shared/domain/relatedRows.ts';
import type { ResolvedRow } from '@shared/domain/row.ts';
import type { RowHistory } from '@shared/domain/rowHistory.ts';
import type { RowBlame, RowComparison, RowState } from '@shared/domain/rowStates.ts';
import { entryJson } from './entryJson.ts';

/** The documents of `history`, `as-of`, `compare`, `blame` and `related`: stored JSON verbatim. */
export function historyJson({ row, entries, key_changes, unresolved, ...page }: RowHistory): JsonText {
  return writeJson({
    row: rowJson(row),
    entries: entries.map(entryJson),
    ...page,
    key_changes: {
      ...key_changes,
      entries: key_changes.entries.map((change) => ({ ...change, other_key: rawJson(change.other_key) })),
    },
    unresolved: { ...unresolved, entries: unresolved.entries.map(entryJson) },
  });
}

export function asOfJson({ status, data, change_id, captured_at }: RowState): JsonText {
  return writeJson({ status, data: rawJson(data), change_id, captured_at });
}

export function compareJson({ row, before, after, fields, ...rest }: RowComparison): JsonText {
  return writeJson({
    row: rowJson(row),
    before: stateJson(before),
    after: stateJson(after),
    fields: fields.map((field) => ({
      ...field,
      before: rawJson(field.before) ?? undefined,
      after: rawJson(field.after) ?? undefined,
    })),
    ...rest,
  });
}

export function blameJson({ row, image, fields, setters, deleted_by, ...rest }: RowBlame): JsonText {
  const setter = (id: string | null): object | null => {
    const entry = setters.find(({ audit_change }) => audit_change.id === id);
    return entry === undefined ? null : setterJson(entry);
  };
  return writeJson({
    row: rowJson(row),
    image: image === null ? null : { ...image, data: rawJson(image.data) },
    fields: fields.map(({ name, value, state, masked, change_id }) => {
      return { name, value: rawJson(value), state, masked, set_by: setter(change_id) };
    }),
    deleted_by: setter(deleted_by),
    ...rest,
  });
}

export function relatedJson({ row, relations, ...rest }: RelatedRows): JsonText {
  return writeJson({
    row: rowJson(row),
    relations: relations.map((relation) => ({
      ...relation,
      rows: relation.rows.map(({ last_change, ...address }) => ({
        ...address,
        table_pk: rawJson(address.table_pk),
        last_change:
          last_change === null ? null : { ...last_change, actor_ref: rawJson(last_change.actor_ref) },
      })),
    })),
    ...rest,
  });
}

function rowJson(row: ResolvedRow): object {
  return { ...row, table_pk: new RawJson(row.table_pk) };
}

function stateJson({ data, last_known, ...state }: RowState): object {
  return {
    ...state,
    data: rawJson(data),
    last_known: last_known === null ? null : { ...last_known, data: rawJson(last_known.data) },
  };
}

function setterJson({ audit_change, transaction, action }: TimelineEntry): object {
  return {
    change_id: audit_change.id,
    transaction_id: audit_change.transaction_id,
    op: audit_change.op.toLowerCase(),
    captured_at: audit_change.captured_at,
    actor_ref: rawJson(transaction.actor_ref),
    action:
      action === null ? null : { id: action.id, name: action.name, correlation_id: action.correlation_id },
  };
}
