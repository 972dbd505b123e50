import type { AuditChange } from '@shared/domain/audit.ts';
import { compareBytes } from '@shared/domain/diff.ts';
import { jsonMembers } from '@shared/domain/jsonText.ts';
import { tableText } from '@renderer/lib/change.ts';
import { changeView, type ChangeView, type FieldView } from '@renderer/lib/fieldDiff.ts';
import { groupBy } from '@renderer/lib/groupBy.ts';
import { plural } from '@renderer/lib/format.ts';

/** The changes of one table in the transaction. */
export interface TableGroup {
  readonly table: string;
  readonly schema: string;
  readonly name: string;
  readonly changes: readonly AuditChange[];
  readonly ops: readonly (readonly [op: string, count: number])[];
  /** Names of the fields its updates list, sorted. */
  readonly fields: readonly string[];
  /** When the first and the last of them were captured. */
  readonly first: string;
  readonly last: string;
}

/** One line of the screen; all but `detail` are equally high. */
export type Line =
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly group: TableGroup;
      readonly open: boolean;
      /** How many of its changes are listed; fewer than it has where something narrows. */
      readonly listed: number;
    }
  | {
      readonly kind: 'field';
      readonly key: string;
      readonly change: AuditChange;
      readonly field: FieldView | null;
      /** Said instead of a field. */
      readonly words: string | null;
      /** The first line of its change: says when and which row. */
      readonly first: boolean;
      readonly open: boolean;
    }
  | { readonly kind: 'detail'; readonly key: string; readonly change: AuditChange };

/** Changes grouped by table, tables with most changes first, changes in the order they were written. */
export function groupByTable(changes: readonly AuditChange[]): readonly TableGroup[] {
  const groups = groupBy(changes.toReversed(), tableText);
  return [...groups]
    .map(([table, list]): TableGroup => {
      const ops = ['insert', 'update', 'delete'].map(
        (op) => [op, list.filter((change) => change.op === op).length] as const,
      );
      return {
        table,
        schema: list[0]?.table_schema ?? '',
        name: list[0]?.table_name ?? '',
        changes: list,
        ops: ops.filter(([, count]) => count > 0),
        fields: [...new Set(list.flatMap((change) => change.changed_fields ?? []))].sort(compareBytes),
        first: list[0]?.captured_at ?? '',
        last: list.at(-1)?.captured_at ?? '',
      };
    })
    .sort((a, b) => b.changes.length - a.changes.length || compareBytes(a.table, b.table));
}

/** New rows up to this many are shown column by column; more of them are a line each. */
const FEW_INSERTS = 3;

/** Which fields of a change are listed; `field` null asks about the change as one line. */
export type Keep = (change: AuditChange, field: string | null) => boolean;

/** Pure: the screen's lines for what is open. A field a line, so that before and after stand side by side. */
export function linesOf(
  groups: readonly TableGroup[],
  closed: ReadonlySet<string>,
  open: ReadonlySet<string>,
  keep: Keep = () => true,
): readonly Line[] {
  const inserts = groups.flatMap(({ changes }) => changes).filter(({ op }) => op === 'insert').length;
  const few = inserts <= FEW_INSERTS;
  return groups.flatMap((group): readonly Line[] => {
    const isOpen = !closed.has(group.table);
    const lines = group.changes.map((change) => changeLines(change, open, few, keep));
    const listed = lines.filter((own) => own.length > 0).length;
    const head: Line = { kind: 'group', key: `group:${group.table}`, group, open: isOpen, listed };
    return isOpen && listed > 0 ? [head, ...lines.flat()] : listed > 0 ? [head] : [];
  });
}

/** Pure: the line at which the change so many after `id` begins, as far as there are any; -1 for none. */
export function neighbourLine(lines: readonly Line[], id: string | null, step: number): number {
  const begins = lines.flatMap((line, index) => (line.kind === 'field' && line.first ? [index] : []));
  const at = begins.findIndex((index) => {
    const line = lines[index];
    return line?.kind === 'field' && line.change.id === id;
  });
  const to = at < 0 ? 0 : Math.min(begins.length - 1, Math.max(0, at + step));
  return begins[to] ?? -1;
}

/** Taken apart once: opening one of ten thousand changes must not compare all of them again. */
const views = new WeakMap<AuditChange, ChangeView>();

function viewOf(change: AuditChange): ChangeView {
  const known = views.get(change);
  if (known !== undefined) return known;
  const view = changeView(change);
  views.set(change, view);
  return view;
}

function changeLines(
  change: AuditChange,
  opened: ReadonlySet<string>,
  fewInserts: boolean,
  keep: Keep,
): readonly Line[] {
  const open = opened.has(change.id);
  const view = viewOf(change);
  const own = view.op === 'UPDATE' || fewInserts ? view.fields : [];
  const listed = own.filter(({ name }) => keep(change, name));
  if (listed.length === 0 && (own.length > 0 || !keep(change, null))) return [];
  const lines: Line[] =
    listed.length === 0
      ? [
          {
            kind: 'field',
            key: change.id,
            change,
            field: null,
            words: wordsFor(change),
            first: true,
            open,
          },
        ]
      : listed.map((field, index) => ({
          kind: 'field',
          key: index === 0 ? change.id : `${change.id}:${field.name}`,
          change,
          field,
          words: null,
          first: index === 0,
          open,
        }));
  return open ? [...lines, { kind: 'detail', key: `detail:${change.id}`, change }] : lines;
}

function wordsFor(change: AuditChange): string {
  switch (change.op) {
    case 'insert':
      return `new row, ${plural(jsonMembers(change.data_after ?? '{}').length, 'column')}`;
    case 'delete':
      return 'row removed; a delete keeps no image';
    default:
      return 'no field recorded: it changed nothing, or only columns the policy excludes';
  }
}
