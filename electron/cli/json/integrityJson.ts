import type { DatedTransaction, Integrity } from '@shared/domain/integrity.ts';
import { RawJson, rawJson, writeJson, type JsonText } from '@shared/domain/jsonText.ts';
import type { NoChange, NoChangeStatement } from '@shared/domain/noChange.ts';

/** Recorded values and transaction ids keep every digit. */
export function integrityJson(answer: Integrity): JsonText {
  return writeJson({
    ...answer,
    findings: answer.findings.map((finding) => ({
      ...finding,
      table_pk: rawJson(finding.table_pk),
      written: datedJson(finding.written),
      columns: finding.columns.map((column) => ({
        ...column,
        before: new RawJson(column.before),
        after: new RawJson(column.after),
      })),
    })),
    capture: answer.capture.map((state) => ({
      ...state,
      created: datedJson(state.created),
      switched: datedJson(state.switched),
      function_changed: datedJson(state.function_changed),
      table_altered: datedJson(state.table_altered),
    })),
  });
}

export function noChangeJson({ related, ...own }: NoChange): JsonText {
  return writeJson({ ...statementJson(own), related: related?.map(statementJson) ?? null });
}

function statementJson(statement: NoChangeStatement): object {
  const { row, capture_since } = statement;
  return {
    ...statement,
    row: row === null ? null : { ...row, table_pk: new RawJson(row.table_pk) },
    capture_since: datedJson(capture_since),
  };
}

function datedJson(dated: DatedTransaction | null): object | null {
  return dated === null ? null : { ...dated, txid: new RawJson(dated.txid) };
}
