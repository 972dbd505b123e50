import type { Capability } from '@shared/domain/capability.ts';
import type { Paint } from '../terminal.ts';
import { printable } from './printable.ts';

/** The capability record for people. */
export function capabilityText(capability: Capability, paint: Paint): string {
  const { server, estimates, privileges, governance, window } = capability;
  const yes = (value: boolean): string => (value ? 'yes' : 'no');
  const lines: readonly (readonly [name: string, value: string])[] = [
    ['server', `PostgreSQL ${server.version}${server.replica ? ', replica' : ''}${pooled(server.pooled)}`],
    ['database', `${server.database} as ${server.user}${server.tls ? ', encrypted' : ', not encrypted'}`],
    ['storage schema', capability.storage_schema + others(capability.other_storage_schemas)],
    [
      'window',
      window.oldest === null ? 'no change captured yet' : `${window.oldest} … ${window.newest ?? ''}`,
    ],
    [
      'rows, about',
      `${estimates.changes} changes, ${estimates.transactions} transactions, ${estimates.actions} actions`,
    ],
    ['actors', yes(capability.has_actor)],
    ['actions', yes(capability.has_actions && capability.has_action_link)],
    ['prior values', yes(capability.has_changed_from)],
    ['row-history index', capability.row_history_index],
    ['actor index', yes(capability.actor_gin_index)],
    ['partitioned', yes(capability.partitioned)],
    [
      'governance tables',
      list(
        Object.entries(governance).flatMap(([name, there]) =>
          there === false ? [] : [there === null ? `${name} (not readable)` : name],
        ),
      ),
    ],
    ['may write audit', yes(privileges.may_write)],
    ['superuser', yes(privileges.superuser)],
    ['captured tables', list(capturedTables(capability))],
    ['not captured', uncoveredText(capability)],
  ];
  const width = Math.max(...lines.map(([name]) => name.length)) + 2;
  const body = lines.map(([name, value]) => `${paint.dim(name.padEnd(width))}${printable(value)}\n`);
  const warnings = capability.warnings.map(
    ({ code, message }) => `${paint.changed(`warning[${code}]`)} ${printable(message)}\n`,
  );
  return [...body, ...warnings].join('');
}

function pooled(value: boolean | null): string {
  return value === true ? ', behind a pooler' : '';
}

function others(schemas: readonly string[]): string {
  return schemas.length === 0 ? '' : ` (others: ${schemas.join(', ')})`;
}

function capturedTables({ triggers }: Capability): readonly string[] {
  const names = triggers.filter(({ clone }) => !clone).map((t) => `${t.table_schema}.${t.table_name}`);
  return [...new Set(names)].sort();
}

/** Names an answer lists; more are counted. */
const LISTED = 20;

/** What is written to these tables leaves no captured change. */
function uncoveredText({ uncovered_tables }: Capability): string {
  const names = uncovered_tables.map((table) => `${table.table_schema}.${table.table_name}`);
  const more = names.length - LISTED;
  return more <= 0
    ? list(names)
    : `${list(names.slice(0, LISTED))} and ${more} more (health coverage --all-schemas lists them)`;
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}
