import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { Grouping } from '@renderer/lib/filterSearch.ts';
import { instantParts, type Zone } from '@renderer/lib/zone.ts';
import { burstsOf, type LoadedBurst } from './bursts.ts';

/** One line of the list. All are equally high. */
export type ListRow = DayRow | BurstRow | ChangeRow | FoldRow;

export interface DayRow {
  readonly kind: 'day';
  readonly key: string;
  /** `2026-11-18` in the zone on screen, or PostgreSQL's own text. */
  readonly date: string;
  readonly changes: number;
  readonly transactions: number;
  /** False while rows of this day may lie outside what is loaded. */
  readonly complete: boolean;
}

export interface BurstRow {
  readonly kind: 'burst';
  readonly key: string;
  readonly burst: LoadedBurst;
}

export interface ChangeRow {
  readonly kind: 'change';
  readonly key: string;
  readonly entry: TimelineEntry;
  /** Joined to the line above, and to the one below, by the thread of one transaction. */
  readonly up: boolean;
  readonly down: boolean;
}

export interface FoldRow {
  readonly kind: 'fold';
  readonly key: string;
  readonly of: 'transaction' | 'burst';
  /** One of those hidden, by which they are asked for. */
  readonly transaction: string;
  readonly hidden: number;
  readonly shown: number;
  /** Set when all the hidden changes agree. */
  readonly table: string | null;
  readonly fields: string | null;
  readonly down: boolean;
}

/** A run of one transaction longer than this is folded … */
export const FOLD_ABOVE = 7;
/** … to this many lines and one that says what is hidden. */
export const FOLD_SHOWN = 3;

interface BuildOptions {
  readonly zone: Zone;
  readonly grouping: Grouping;
  readonly unfolded: ReadonlySet<string>;
  /** Rows newer or older than these exist but are not loaded. */
  readonly moreAbove: boolean;
  readonly moreBelow: boolean;
}

/** Pure: loaded entries, newest first, as lines with day headings, threads and folded runs. */
export function buildRows(entries: readonly TimelineEntry[], options: BuildOptions): readonly ListRow[] {
  return options.grouping === 'burst' ? burstRows(entries, options) : timeRows(entries, options);
}

function timeRows(entries: readonly TimelineEntry[], options: BuildOptions): readonly ListRow[] {
  const days = splitDays(entries, options.zone);
  return days.flatMap((day, index): readonly ListRow[] => {
    const complete = (index > 0 || !options.moreAbove) && (index < days.length - 1 || !options.moreBelow);
    const transactions = new Set(day.entries.map((entry) => entry.transaction.id)).size;
    const heading: DayRow = {
      kind: 'day',
      key: `day:${day.date}`,
      date: day.date,
      changes: day.entries.length,
      transactions,
      complete,
    };
    return [heading, ...splitRuns(day.entries).flatMap((run) => runRows(run, options))];
  });
}

/** Bursts below the day of their newest change, each with what it is and its changes. */
function burstRows(entries: readonly TimelineEntry[], options: BuildOptions): readonly ListRow[] {
  const bursts = burstsOf(entries, { above: options.moreAbove, below: options.moreBelow });
  const days = splitWhere(bursts, ({ entries: [first] }) =>
    first === undefined ? '' : dayOf(first, options.zone),
  );
  return days.flatMap((day): readonly ListRow[] => {
    const own = day.flatMap((burst) => burst.entries);
    const date = own[0] === undefined ? '' : dayOf(own[0], options.zone);
    const transactions = new Set(own.map((entry) => entry.transaction.id)).size;
    const complete = !day.some(({ open }) => open);
    return [
      { kind: 'day', key: `day:${date}`, date, changes: own.length, transactions, complete },
      ...day.flatMap((burst) => burstLines(burst, options.unfolded)),
    ];
  });
}

function burstLines(burst: LoadedBurst, unfolded: ReadonlySet<string>): readonly ListRow[] {
  const { entries } = burst;
  const open =
    entries.length <= FOLD_ABOVE || entries.some(({ transaction }) => unfolded.has(transaction.id));
  const shown = open ? entries : entries.slice(0, FOLD_SHOWN);
  const hidden = entries.slice(shown.length);
  const lines = splitRuns(shown).flatMap((run) =>
    run.map((entry, index): ListRow => ({
      kind: 'change',
      key: entry.audit_change.id,
      entry,
      up: index > 0,
      down: index < run.length - 1,
    })),
  );
  const key = entries[0]?.audit_change.id ?? '';
  const [next] = hidden;
  return [
    { kind: 'burst', key: `burst:${key}`, burst },
    ...lines,
    ...(next === undefined ? [] : [foldRow('burst', next.transaction.id, key, hidden)]),
  ];
}

function runRows(run: readonly TimelineEntry[], options: BuildOptions): readonly ListRow[] {
  const first = run[0];
  if (first === undefined) return [];
  const id = first.transaction.id;
  const folded = options.grouping === 'transaction' && run.length > FOLD_ABOVE && !options.unfolded.has(id);
  const shown = folded ? run.slice(0, FOLD_SHOWN) : run;
  const lines: ListRow[] = shown.map((entry, index) => ({
    kind: 'change',
    key: entry.audit_change.id,
    entry,
    up: index > 0,
    down: folded || index < shown.length - 1,
  }));
  if (folded) lines.push(foldRow('transaction', id, first.audit_change.id, run.slice(FOLD_SHOWN)));
  return lines;
}

function foldRow(
  of: FoldRow['of'],
  transaction: string,
  at: string,
  hidden: readonly TimelineEntry[],
): FoldRow {
  const agreed = (partOf: (entry: TimelineEntry) => string): string | null => {
    const values = new Set(hidden.map(partOf));
    return values.size === 1 ? ([...values][0] ?? null) : null;
  };
  const fields = agreed(({ audit_change: { op, changed_fields } }) =>
    op === 'update'
      ? (changed_fields ?? []).join(', ')
      : ({ insert: 'new rows', delete: 'rows removed' }[op] ?? op),
  );
  return {
    kind: 'fold',
    key: `fold:${at}`,
    of,
    transaction,
    hidden: hidden.length,
    shown: FOLD_SHOWN,
    table: agreed(({ audit_change: change }) => `${change.table_schema}.${change.table_name}`),
    fields: fields === '' ? null : fields,
    down: false,
  };
}

function splitDays(
  entries: readonly TimelineEntry[],
  zone: Zone,
): readonly { readonly date: string; readonly entries: readonly TimelineEntry[] }[] {
  return splitWhere(entries, (entry) => dayOf(entry, zone)).map((group) => ({
    date: group[0] === undefined ? '' : dayOf(group[0], zone),
    entries: group,
  }));
}

function splitRuns(entries: readonly TimelineEntry[]): readonly (readonly TimelineEntry[])[] {
  return splitWhere(entries, (entry) => entry.transaction.id);
}

function splitWhere<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups: T[][] = [];
  let last: string | null = null;
  for (const item of items) {
    const key = keyOf(item);
    if (key !== last) groups.push([]);
    groups.at(-1)?.push(item);
    last = key;
  }
  return groups;
}

export function dayOf(entry: TimelineEntry, zone: Zone): string {
  const at = entry.audit_change.captured_at;
  return instantParts(at, zone)?.date ?? at;
}

/** Where the dashed thread of one correlation runs, and which lines it is stitched to. */
export interface CorrelationLane {
  readonly first: number;
  readonly last: number;
  readonly stitched: ReadonlySet<number>;
}

/** The lane of the selected change's correlation; null when nothing else on the list shares it. */
export function correlationLane(
  rows: readonly ListRow[],
  correlation: string | null,
): CorrelationLane | null {
  if (correlation === null) return null;
  const stitched = new Set<number>();
  const transactions = new Set<string>();
  rows.forEach((row, index) => {
    if (row.kind !== 'change' || row.entry.action?.correlation_id !== correlation) return;
    transactions.add(row.entry.transaction.id);
    if (!row.up) stitched.add(index);
  });
  const lines = [...stitched];
  const [first, last] = [lines[0], lines.at(-1)];
  if (transactions.size < 2 || first === undefined || last === undefined) return null;
  return { first, last, stitched };
}
