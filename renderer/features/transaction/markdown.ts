import type { AuditChange, TransactionContext } from '@shared/domain/audit.ts';
import { actorWords } from '@renderer/lib/change.ts';
import { changeView, type FieldView } from '@renderer/lib/fieldDiff.ts';
import { plural } from '@renderer/lib/format.ts';
import { rowKey, type KeyOrders } from '@renderer/lib/rowKey.ts';
import { formatInstant } from '@renderer/lib/zone.ts';
import { spanText } from './facts.ts';
import { fatesOf, type Fates } from './fates.ts';
import { fateOf, type FateText } from './fateWords.ts';
import { code, cell } from './markdownText.ts';
import { NOTHING_READ, readSections, type Read } from './markdownRead.ts';
import { groupByTable } from './lines.ts';

/** Of one table: a ticket takes no more, and neither does the clipboard. */
const MOST = 500;

/**
 * The transaction as Markdown for a ticket or report: facts, a table of fields per table, then what was read beside
 * it. Times are UTC.
 */
export function transactionMarkdown(
  context: TransactionContext,
  place: string,
  orders: KeyOrders,
  read: Read = NOTHING_READ,
): string {
  const { transaction, changes } = context;
  const fates = read.damage === null ? null : fatesOf(read.damage);
  const title =
    changes.length === 0
      ? 'Transaction without a captured change'
      : `${plural(changes.length, 'change')} in one transaction`;
  return [
    `## ${title}`,
    '',
    ...facts(context, place),
    '',
    ...groupByTable(changes).flatMap((group) => [
      `### ${group.table}: ${group.ops.map(([op, count]) => `${count} ${op}`).join(', ')}`,
      '',
      '| Captured (UTC) | Op | Row | Field | Before | After | Afterwards |',
      '|---|---|---|---|---|---|---|',
      ...group.changes.slice(0, MOST).flatMap((change) => changeRows(change, orders, fates)),
      '',
      ...(group.changes.length > MOST
        ? [`${plural(group.changes.length - MOST, 'more change')} of this table are not in this text.`, '']
        : []),
    ]),
    ...readSections(read, changes.length),
    `Transaction \`${transaction.id}\`. The actor is what the application set (unverified). Commit time is not recorded.`,
    '',
  ].join('\n');
}

function facts({ transaction, action, changes }: TransactionContext, place: string): readonly string[] {
  const span = spanText(changes);
  return [
    `- First write: ${formatInstant(transaction.occurred_at, 'utc')}`,
    `- Actor: ${actorWords(transaction.actor_ref, code)}`,
    `- Action: ${action === null ? 'none linked' : `${code(action.name)}, status ${action.status}`}`,
    ...(action?.correlation_id == null ? [] : [`- Correlation: ${code(action.correlation_id)}`]),
    `- Source: ${transaction.source === null ? 'none recorded' : code(transaction.source)}`,
    `- Meta: ${transaction.meta === null ? 'none recorded' : code(transaction.meta)}`,
    ...(span === null ? [] : [`- Span of captured writes: ${span}`]),
    `- txid: ${transaction.txid}`,
    `- Read from: ${code(place)}`,
  ];
}

function changeRows(change: AuditChange, orders: KeyOrders, fates: Fates | null): readonly string[] {
  const view = changeView(change);
  const start = [
    formatInstant(change.captured_at, 'utc'),
    change.op,
    cell(rowKey(change, orders)?.text ?? 'key not resolved'),
  ];
  const after = (field: string | null): string =>
    fates === null ? 'not read' : fateCell(fateOf(change, field, fates));
  if (view.fields.length === 0)
    return [
      row([...start, change.op === 'delete' ? 'row removed' : 'no field recorded', '', '', after(null)]),
    ];
  return view.fields.map((field, index) =>
    row([
      ...(index === 0 ? start : ['', '', '']),
      code(field.name),
      ...beforeAfter(field),
      after(field.name),
    ]),
  );
}

/** With the time of what overwrote it, where something did. */
function fateCell({ text, by }: FateText): string {
  return cell(by === null ? text : `${text}, ${formatInstant(by.captured_at, 'utc')}`);
}

function beforeAfter(field: FieldView): readonly [string, string] {
  switch (field.kind) {
    case 'masked':
      return ['masked', 'masked; changed, neither value kept'];
    case 'set':
      return ['', code(field.after)];
    case 'omitted':
      return ['omitted: no prior value kept for this field', code(field.after)];
    case 'no_prior':
      return ['no prior value recorded', code(field.after)];
    case 'changed':
      return [code(field.before), code(field.after)];
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
