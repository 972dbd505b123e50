import { plural } from '@shared/domain/plural.ts';
import type { ReversalStatement } from '@shared/domain/reversal.ts';
import type { Shapes } from './readShapes.ts';
import { reasonText } from '@shared/domain/reversalReasons.ts';
import { commentText } from './sqlText.ts';

export interface ScriptParts {
  /** What the draft is about, in words. */
  readonly about: string;
  readonly database: string;
  readonly made_at: string;
  readonly truncated: boolean;
  readonly statements: readonly ReversalStatement[];
  readonly shapes: Shapes;
  /** See claimsSql; null when nothing is claimed. */
  readonly claims: string | null;
}

/** The whole draft as text: BEGIN to ROLLBACK, each statement under what it is about and what it leaves. Pure. */
export function scriptSql(parts: ScriptParts): string {
  const { statements } = parts;
  const executable = statements.filter(({ sql }) => sql !== null).length;
  const lines = [
    ...header(parts, executable),
    'BEGIN;',
    "SET LOCAL lock_timeout = '5s';",
    ...statements.flatMap((statement, i) => ['', ...block(statement, `${i + 1} of ${statements.length}`)]),
    ...(parts.claims === null ? [] : ['', parts.claims]),
    '',
    ...footer(statements, executable),
    'ROLLBACK;',
  ];
  return `${lines.join('\n')}\n`;
}

function header(parts: ScriptParts, executable: number): readonly string[] {
  const triggers = [...parts.shapes.values()].flatMap(({ table_schema, table_name, triggers: names }) =>
    names.map((name) => `${table_schema}.${table_name}: ${name}`),
  );
  const followers = [...parts.shapes.values()].flatMap(({ table_schema, table_name, referencing }) =>
    referencing
      .filter(({ follows_update }) => follows_update)
      .map(
        (by) => `${by.table_schema}.${by.table_name} follows a changed key of ${table_schema}.${table_name}`,
      ),
  );
  return [
    '-- Draft reversal. Made by Threadline Investigator from what capture recorded; never executed by it.',
    `-- about     ${commentText(parts.about)}`,
    `-- database  ${commentText(parts.database)}, read at ${parts.made_at}`,
    `-- changes   ${parts.statements.length}, newest first; ${plural(executable, 'statement')}` +
      (parts.truncated ? '. TRUNCATED: older changes match too and are not in this draft' : ''),
    '-- Each statement touches one row, and only while that holds what the draft expects: one that answers 0',
    '-- met another value and did nothing. It ends with ROLLBACK; read the answers, then decide.',
    '-- Capture will record the reversal. Say who you are first, inside the transaction:',
    `--   SELECT set_config('threadline.actor_ref', '{"type":"admin","id":"..."}', true);`,
    ...triggers.map((each) => `-- this trigger will fire too: ${commentText(each)}`),
    ...followers.map((each) => `-- ${commentText(each)}`),
  ];
}

function block(statement: ReversalStatement, place: string): readonly string[] {
  const { table_schema, table_name, table_pk, change_id, transaction_id, captured_at } = statement;
  return [
    `-- ${place}: ${title(statement)} ${commentText(`${table_schema}.${table_name} ${table_pk}`)}`,
    `-- undoes change ${change_id} of ${captured_at}, transaction ${transaction_id}`,
    ...(statement.kind === 'update' && statement.from_previous_image.length > 0
      ? [
          `-- from the previous captured image, no prior value was recorded: ${commentText(statement.from_previous_image.join(', '))}`,
        ]
      : []),
    ...statement.cannot_restore.map(
      ({ field, reason, held_by }) =>
        `-- not restored: ${field === null ? '' : `${commentText(JSON.stringify(field))} - `}${reasonText[reason]}` +
        (held_by === undefined
          ? ''
          : `: ${commentText(held_by.index)}, row ${commentText(held_by.table_pk)}`),
    ),
    ...(statement.sql !== null && statement.live === 'not_readable'
      ? ['-- the live row could not be read: whether the guard holds was not looked at']
      : []),
    ...(statement.sql === null ? [] : [statement.sql, `-- expected: ${expected(statement.kind)}`]),
  ];
}

function title({ kind }: ReversalStatement): string {
  switch (kind) {
    case 'update':
      return 'put back values of';
    case 'delete':
      return 'remove the inserted row';
    case 'insert':
      return 'insert the deleted row, from its last captured image,';
    case 'none':
      return 'nothing to run for';
  }
}

function expected(kind: ReversalStatement['kind']): string {
  return kind === 'insert' ? 'INSERT 0 1' : `${kind.toUpperCase()} 1`;
}

function footer(statements: readonly ReversalStatement[], executable: number): readonly string[] {
  const reasons = new Map<string, number>();
  for (const { reason } of statements.flatMap(({ cannot_restore }) => cannot_restore))
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  return [
    `-- Summary: ${plural(executable, 'statement')}${executable === 0 ? '' : `, ${executable === 1 ? '' : 'each '}expected to touch 1 row`}; ` +
      `${plural(statements.length - executable, 'change')} with nothing to run.`,
    ...[...reasons].map(
      ([reason, times]) =>
        `-- not restored, ${times === 1 ? 'once' : `${times} times`}: ${reasonText[reason as keyof typeof reasonText]}`,
    ),
    '-- COMMIT in place of ROLLBACK keeps it.',
  ];
}
