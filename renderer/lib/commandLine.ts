import type { ExportFormat } from '@shared/domain/exports.ts';
import { listFilterKeys, type Filters } from '@shared/domain/filters.ts';

const BINARY = 'threadline-investigator';

/** The same question for the command line, so that the work can be repeated without this application. */
export function timelineCommand(filters: Filters, connection: readonly string[]): string {
  return join([BINARY, 'timeline', ...connection, ...filterOptions(filters)]);
}

export type RowCommand = 'history' | 'as-of' | 'compare' | 'blame' | 'related' | 'integrity' | 'no-change';

/** A question about one row; `options` by their names without the dashes. */
export function rowCommand(
  name: RowCommand,
  { table, pk }: { readonly table: string; readonly pk: string },
  options: Readonly<Record<string, string>>,
  connection: readonly string[],
): string {
  const words = Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]);
  return join([BINARY, name, ...connection, '--table', table, '--pk', pk, ...words]);
}

/** What the question has more often than the rest of its window. */
export function differentCommand(filters: Filters, connection: readonly string[]): string {
  return join([BINARY, 'different', ...connection, ...filterOptions(filters)]);
}

export function incidentCommand(id: string, connection: readonly string[]): string {
  return join([BINARY, 'incident', id, ...connection]);
}

/** SQL that would undo a transaction; printed, never executed. */
export function reverseCommand(id: string, connection: readonly string[]): string {
  return join([BINARY, 'reverse', id, ...connection]);
}

/** What an actor did, and when first and last. */
export function actorCommand(
  actor: string | null,
  window: Pick<Filters, 'from' | 'to'>,
  connection: readonly string[],
): string {
  const who = actor === null ? ['--no-actor'] : [actor];
  return join([BINARY, 'actor-summary', ...who, ...connection, ...filterOptions(window)]);
}

/** The checks of the trail over a window. */
export function integrityCommand(filters: Filters, connection: readonly string[]): string {
  return join([BINARY, 'integrity', ...connection, ...filterOptions(filters)]);
}

/** All that a correlation id reaches. */
export function correlationCommand(id: string, connection: readonly string[]): string {
  return join([BINARY, 'correlation', id, ...connection]);
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

/** `not_table_schema` → `--not-table-schema`. */
function optionOf(key: string): string {
  return `--${key.replaceAll('_', '-')}`;
}

/** What the shell is to read as its own; everything else is quoted. */
interface ShellText {
  readonly shell: string;
}
type Word = string | ShellText;

function filterOptions(filters: Filters): readonly Word[] {
  const words: Word[] = [];
  if (filters.from !== undefined) words.push('--from', filters.from);
  if (filters.to !== undefined) words.push('--to', filters.to);
  const keys = [...listFilterKeys, ...listFilterKeys.map((key) => `not_${key}` as const)];
  for (const key of keys) for (const value of filters[key] ?? []) words.push(optionOf(key), value);
  if (filters.no_actor === true) words.push('--no-actor');
  // A scope is read from a file; the shell makes one of what stands here.
  if (filters.any !== undefined)
    words.push('--scope', { shell: `<(echo ${quote(JSON.stringify({ any: filters.any }))})` });
  return words;
}

function join(words: readonly Word[]): string {
  return words.map((word) => (typeof word === 'string' ? quote(word) : word.shell)).join(' ');
}

/** Quoted for a POSIX shell where needed. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
