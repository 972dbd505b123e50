import type { ActorSummary } from '@shared/domain/actorReads.ts';
import type { AuditAction } from '@shared/domain/audit.ts';
import type { Paint } from '../../terminal.ts';
import { printable } from '../printable.ts';
import { renderTable } from '../table.ts';
import { opsText } from './countsText.ts';
import { boundsText, whoText } from './whoText.ts';

type Table = ActorSummary['by_table'][number];
type Source = ActorSummary['by_source'][number];

interface Bounds {
  readonly from: string | null;
  readonly to: string | null;
}

/** An actor's summary for people: the head, then tables, sources, hours of the week and failed actions. */
export function actorSummaryText(summary: ActorSummary, bounds: Bounds, paint: Paint): string {
  const { by_table, by_source, by_hour, actions } = summary;
  const head = [
    `actor         ${paint.strong(printable(whoText(summary.actor)))}`,
    `searched      ${printable(boundsText(bounds))}`,
    `first seen    ${summary.first ?? 'never'}`,
    `last seen     ${summary.last ?? 'never'}`,
    `transactions  ${summary.transactions}`,
    `changes       ${summary.changes}${summary.changes === 0 ? '' : ` (${opsText(summary.by_op)})`}`,
    `actions       ${actionsLine(summary)}`,
  ];
  const parts = [
    head.map((line) => `${line}\n`).join(''),
    by_table.length === 0 ? '' : tables(by_table),
    by_source.length === 0 ? '' : sources(by_source),
    by_hour.length === 0 ? '' : hoursOfWeek(by_hour),
    actions === null || actions.newest_failed.length === 0 ? '' : failed(actions.newest_failed, paint),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function actionsLine({ actor, actions }: ActorSummary): string {
  if (actions !== null) return `${actions.recorded} recorded by this actor, ${actions.failed} failed`;
  return actor === null
    ? '- (an action always has an actor)'
    : 'not installed: this database has no table audit_actions that can be read';
}

function tables(rows: readonly Table[]): string {
  return renderTable<Table>(rows, [
    { title: 'TABLE', of: ({ table_schema, table_name }) => `${table_schema}.${table_name}`, max: 63 },
    { title: 'CHANGES', of: ({ changes }) => String(changes), right: true },
    { title: 'OPS', of: ({ by_op }) => opsText(by_op) },
    {
      title: 'ROWS',
      of: ({ rows: n, unresolved }) => `${n}${unresolved === 0 ? '' : ` + ${unresolved} unresolved`}`,
      right: true,
    },
    { title: 'FIRST CAPTURED', of: ({ first }) => first },
    { title: 'LAST CAPTURED', of: ({ last }) => last },
  ]);
}

function sources(rows: readonly Source[]): string {
  return renderTable<Source>(rows, [
    { title: 'SOURCE', of: ({ source }) => source ?? '- (not set)' },
    { title: 'TRANSACTIONS', of: ({ transactions }) => String(transactions), right: true },
    { title: 'CHANGES', of: ({ changes }) => String(changes), right: true },
  ]);
}

const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

/** Transactions by hour and weekday, UTC; hours without any are left out. */
function hoursOfWeek(cells: ActorSummary['by_hour']): string {
  const hours = [...new Set(cells.map(({ hour }) => hour))].sort((a, b) => a - b);
  const at = (hour: number, weekday: number): string =>
    String(cells.find((cell) => cell.hour === hour && cell.weekday === weekday)?.transactions ?? '.');
  return renderTable<number>(hours, [
    { title: 'TRANSACTIONS, UTC', of: (hour) => `${String(hour).padStart(2, '0')}:00` },
    ...DAYS.map((title, i) => ({ title, of: (hour: number) => at(hour, i + 1), right: true })),
  ]);
}

function failed(rows: readonly AuditAction[], paint: Paint): string {
  return renderTable<AuditAction>(rows, [
    { title: 'FAILED ACTION AT', of: ({ inserted_at }) => inserted_at },
    { title: 'ACTION', of: ({ name }) => name, paint: (text) => paint.bad(text) },
    { title: 'REASON', of: ({ reason, comment }) => reason ?? comment ?? '-' },
    { title: 'CORRELATION', of: ({ correlation_id }) => correlation_id ?? '-', max: 40 },
    { title: 'ID', of: ({ id }) => id, paint: (text) => paint.dim(text) },
  ]);
}
