import type { BeforeAfter, FieldSide } from '@shared/domain/beforeAfter.ts';
import type { Damage, Setter } from '@shared/domain/damage.ts';
import { RawJson, rawJson, writeJson, type JsonText } from '@shared/domain/jsonText.ts';
import type { Reversal } from '@shared/domain/reversal.ts';

/** The document of `before-after --json`. */
export function beforeAfterJson(answer: BeforeAfter): JsonText {
  const side = (given: FieldSide): object => ({ ...given, value: rawJson(given.value) });
  return writeJson({
    ...answer,
    rows: answer.rows.map((row) => ({
      ...row,
      table_pk: new RawJson(row.table_pk),
      previous_pk: rawJson(row.previous_pk),
      fields: row.fields.map((field) => ({ ...field, before: side(field.before), after: side(field.after) })),
    })),
  });
}

/** The document of `damage --json`. */
export function damageJson(answer: Damage): JsonText {
  const setter = (given: Setter | null): object | null =>
    given === null ? null : { ...given, actor_ref: rawJson(given.actor_ref) };
  return writeJson({
    ...answer,
    entries: answer.entries.map((entry) => ({
      ...entry,
      table_pk: new RawJson(entry.table_pk),
      set_by: setter(entry.set_by),
      value: rawJson(entry.value),
      later: setter(entry.later),
      live_value: rawJson(entry.live_value),
    })),
  });
}

/** The document of `reverse --json`. */
export function reversalJson(answer: Reversal): JsonText {
  return writeJson({
    ...answer,
    statements: answer.statements.map((statement) => ({
      ...statement,
      table_pk: new RawJson(statement.table_pk),
      cannot_restore: statement.cannot_restore.map(({ held_by, ...left }) => ({
        ...left,
        ...(held_by && { held_by: { ...held_by, table_pk: new RawJson(held_by.table_pk) } }),
      })),
    })),
  });
}
