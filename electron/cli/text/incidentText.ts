import type { AuditAction, AuditChange, TransactionContext } from '@shared/domain/audit.ts';
import { diffChange, type FieldChange } from '@shared/domain/diff.ts';
import { isMasked } from '@shared/domain/masked.ts';
import type { Paint } from '../terminal.ts';
import { actorText } from './actorText.ts';
import { paintOp } from './paintOp.ts';
import { printable, shorten } from './printable.ts';
import { rowKeyText } from './rowKey.ts';

const VALUE_WIDTH = 100;

/** One transaction for people: who, when, why, then each change with what it did to every field. */
export function incidentText({ transaction, action, changes }: TransactionContext, paint: Paint): string {
  const head = [
    `${paint.strong('transaction')} ${transaction.id}`,
    `txid        ${transaction.txid}`,
    `occurred    ${transaction.occurred_at}`,
    `actor       ${printable(actorText(transaction.actor_ref))}`,
    ...(transaction.source === null ? [] : [`source      ${printable(transaction.source)}`]),
    ...(transaction.meta === null ? [] : [`meta        ${printable(transaction.meta)}`]),
    ...(action === null ? ['action      none linked'] : actionLines(action)),
    `changes     ${changes.length}${changes.length > 1 ? ', newest first' : ''}`,
  ];
  return [...head, ...changes.flatMap((change) => ['', ...changeLines(change, paint)])]
    .map((line) => `${line}\n`)
    .join('');
}

function actionLines(action: AuditAction): readonly string[] {
  const ids = [
    ['correlation', action.correlation_id],
    ['request', action.request_id],
    ['job', action.job_id],
  ] as const;
  return [
    `action      ${printable(action.name)} (${action.status})`,
    ...ids.flatMap(([name, id]) => (id === null ? [] : [`${name.padEnd(12)}${printable(id)}`])),
    ...(action.reason === null ? [] : [`reason      ${printable(action.reason)}`]),
  ];
}

function changeLines(change: AuditChange, paint: Paint): readonly string[] {
  const table = printable(`${change.table_schema}.${change.table_name}`);
  const op = paintOp(change.op.padEnd(6), change.op, paint);
  const title = `${op} ${table} ${printable(rowKeyText(change.table_pk))}  ${paint.dim(change.captured_at)}`;
  const fields = diffChange(change, { expandInsertFields: true }).field_changes;
  const note = fields.length > 0 ? undefined : NOTES[change.op];
  return [
    title,
    ...(note === undefined ? [] : [`  ${note}`]),
    ...fields.map((field) => `  ${fieldLine(field, paint)}`),
  ];
}

/** Said where a change lists no field. */
const NOTES: Readonly<Record<string, string>> = {
  update: 'no field recorded: it changed nothing, or only columns the policy excludes',
  delete: 'row removed; a delete keeps no image',
};

/** What was not kept is said in the words of the application, never shown as a value. */
function fieldLine(field: FieldChange, paint: Paint): string {
  const name = printable(field.name);
  if (isMasked(field))
    return `${name}: ${paint.dim(field.kind === 'set' ? 'masked; the value is not kept' : 'masked; changed, neither value kept')}`;
  const after = paint.good(value(field.after));
  if (field.kind === 'set') return `${name}: ${after}`;
  if (field.before !== undefined) return `${name}: ${paint.bad(value(field.before))} → ${after}`;
  const prior =
    field.prior_state === 'omitted'
      ? 'omitted: no prior value kept for this field'
      : 'no prior value recorded';
  return `${name}: ${paint.dim(`(${prior})`)} → ${after}`;
}

function value(json: string): string {
  return shorten(printable(json), VALUE_WIDTH);
}
