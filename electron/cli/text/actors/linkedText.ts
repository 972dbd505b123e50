import type { AuditAction, AuditTransaction } from '@shared/domain/audit.ts';
import type { ActionContext, Correlation } from '@shared/domain/correlation.ts';
import type { Paint } from '../../terminal.ts';
import { actorText } from '../actorText.ts';
import { printable } from '../printable.ts';
import { renderTable } from '../table.ts';
import { actionName } from './actionName.ts';
import { changesTable } from './changesTable.ts';

/** What a correlation reaches, for people: actions, transactions, changes, each newest first. */
export function correlationText(found: Correlation, paint: Paint): string {
  const {
    correlation_id,
    actions,
    transactions,
    changes,
    actions_without_transactions: unlinked,
    truncated,
  } = found;
  const failed = actions.filter(({ status }) => status === 'error').length;
  const head = [
    `correlation   ${paint.strong(printable(correlation_id))}`,
    `actions       ${number(actions, truncated.actions)} (${failed} failed, ${unlinked.length} without a captured transaction)`,
    `transactions  ${number(transactions, truncated.transactions)}`,
    `changes       ${number(changes, truncated.changes)}`,
  ];
  const without = new Set(unlinked.map(({ id }) => id));
  return [
    lines(head),
    actionsTable(actions, without, paint),
    ...reached(transactions, changes, actions, paint),
  ].join('\n');
}

/** One action for people, with what it reaches. */
export function actionText(
  { action, transactions, changes, truncated }: ActionContext,
  paint: Paint,
): string {
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    ['name', `${action.name} (${action.status})`],
    ['actor', `${actorText(action.actor_ref)} (set by the application, unverified)`],
    ['recorded', action.inserted_at],
    ['verb', action.verb],
    ['category', action.category],
    ['reason', action.reason],
    ['comment', action.comment],
    ['correlation', action.correlation_id],
    ['request', action.request_id],
    ['job', action.job_id],
    [
      'transactions',
      transactions === null
        ? 'not recorded: audit_transactions has no column action_id'
        : number(transactions, truncated.transactions),
    ],
    ['changes', changes === null ? 'not recorded' : number(changes, truncated.changes)],
  ];
  const head = [
    `action        ${paint.strong(action.id)}`,
    ...facts.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(14)}${printable(value)}`])),
  ];
  return [lines(head), ...reached(transactions ?? [], changes ?? [], [action], paint)].join('\n');
}

function reached(
  transactions: readonly AuditTransaction[],
  changes: Correlation['changes'],
  actions: readonly AuditAction[],
  paint: Paint,
): readonly string[] {
  return [
    ...(transactions.length === 0 ? [] : [transactionsTable(transactions, actions, paint)]),
    ...(changes.length === 0 ? [] : [changesTable(changes, paint)]),
  ];
}

function actionsTable(actions: readonly AuditAction[], without: ReadonlySet<string>, paint: Paint): string {
  return renderTable<AuditAction>(actions, [
    { title: 'RECORDED AT', of: ({ inserted_at }) => inserted_at },
    { title: 'ACTION', of: ({ name }) => name, max: 40 },
    {
      title: 'STATUS',
      of: ({ status }) => status,
      paint: (text, { status }) => (status === 'error' ? paint.bad(text) : text),
    },
    { title: 'CAPTURED', of: ({ id }) => (without.has(id) ? 'no transaction' : 'linked') },
    { title: 'ACTOR', of: ({ actor_ref }) => actorText(actor_ref), max: 32 },
    { title: 'REASON', of: ({ reason }) => reason ?? '-', max: 40 },
    { title: 'ID', of: ({ id }) => id, paint: (text) => paint.dim(text) },
  ]);
}

/** An action by its name, as everywhere; by its id where it is not among those listed above. */
function transactionsTable(
  transactions: readonly AuditTransaction[],
  actions: readonly AuditAction[],
  paint: Paint,
): string {
  const names = new Map(actions.map((action) => [action.id, actionName(action)]));
  return renderTable<AuditTransaction>(transactions, [
    { title: 'OCCURRED AT', of: ({ occurred_at }) => occurred_at },
    { title: 'ACTOR', of: ({ actor_ref }) => actorText(actor_ref), max: 32 },
    { title: 'SOURCE', of: ({ source }) => source ?? '-', max: 20 },
    { title: 'ACTION', of: ({ action_id: id }) => (id === null ? '-' : (names.get(id) ?? id)), max: 40 },
    { title: 'TRANSACTION', of: ({ id }) => id, paint: (text) => paint.dim(text) },
  ]);
}

function number(list: readonly unknown[], truncated: boolean): string {
  return truncated ? `the newest ${list.length}; there are more (--limit)` : String(list.length);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}
