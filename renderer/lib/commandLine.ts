import type { ExportFormat } from '@shared/domain/exports.ts';
import type { Filters } from '@shared/domain/filters.ts';

const BINARY = 'threadline-investigator';

/** The same question for the command line, so that the work can be repeated without this application. */
export function timelineCommand(filters: Filters, connection: readonly string[]): string {
  return join([BINARY, 'timeline', ...connection, ...filterOptions(filters)]);
}

export function incidentCommand(id: string, connection: readonly string[]): string {
  return join([BINARY, 'incident', id, ...connection]);
}

/** The options of the export dialog as the command line spells them. */
export function exportCommand(
  filters: Filters,
  options: { readonly format: ExportFormat; readonly maxRows: number | null; readonly actions: boolean },
  connection: readonly string[],
): string {
  return join([
    BINARY,
    'export',
    ...connection,
    ...filterOptions(filters),
    '--format',
    options.format,
    '--max-rows',
    options.maxRows === null ? 'all' : String(options.maxRows),
    ...(options.actions ? ['--include-action-metadata'] : []),
    '--output',
    `changes.${options.format}`,
  ]);
}

/** Options that lead the command line to the same database. The password is asked for, never written. */
export function connectionOptions(source: {
  readonly kind: string;
  readonly name: string;
}): readonly string[] {
  return source.kind === 'demo' ? ['--demo'] : ['--profile', source.name];
}

const OPTIONS: readonly (readonly [keyof Filters, string])[] = [
  ['table', '--table'],
  ['table_schema', '--table-schema'],
  ['actor', '--actor'],
  ['op', '--op'],
  ['correlation_id', '--correlation-id'],
  ['not_table', '--not-table'],
  ['not_table_schema', '--not-table-schema'],
  ['not_actor', '--not-actor'],
  ['not_op', '--not-op'],
  ['not_correlation_id', '--not-correlation-id'],
];

function filterOptions(filters: Filters): readonly string[] {
  const words: string[] = [];
  if (filters.from !== undefined) words.push('--from', filters.from);
  if (filters.to !== undefined) words.push('--to', filters.to);
  for (const [key, option] of OPTIONS) {
    const values = filters[key];
    if (Array.isArray(values)) for (const value of values as readonly string[]) words.push(option, value);
  }
  if (filters.no_actor === true) words.push('--no-actor');
  return words;
}

function join(words: readonly string[]): string {
  return words.map(quote).join(' ');
}

/** Quoted for a POSIX shell where needed. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
