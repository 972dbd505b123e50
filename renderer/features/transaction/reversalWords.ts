import type { CannotRestoreReason, Reversal } from '@shared/domain/reversal.ts';
import { reasonText } from '@shared/domain/reversalReasons.ts';
import { capital, formatCount, plural } from '@renderer/lib/format.ts';

/** What the clipboard and one message to main take (in UTF-16 units). */
export const LARGEST_COPY = 1_000_000;
export const LARGEST_FILE = 1_900_000;

/** Lines shown; the text itself is whole. */
const SHOWN = 2000;
/** Fields named before the rest is only counted. */
const NAMED = 3;

interface DraftWarnings {
  readonly summary: string;
  readonly warnings: readonly string[];
}

/** Pure: what the draft would do and what it leaves out, before anybody reads its SQL. */
export function draftWarnings({ statements, truncated, changes }: Reversal): DraftWarnings {
  const runs = statements.filter(({ sql }) => sql !== null);
  const nothing = statements.length - runs.length;
  const kinds = (['update', 'insert', 'delete'] as const)
    .map((kind) => [kind, runs.filter((one) => one.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => plural(count, `guarded ${kind}`));
  const summary = [
    kinds.length === 0 ? 'Nothing to run' : kinds.join(', '),
    ...(nothing === 0 ? [] : [`${plural(nothing, 'change')} cannot be undone`]),
  ].join('; ');
  const unread = runs.filter(({ live }) => live === 'not_readable').length;
  return {
    summary: `${summary}.`,
    warnings: [
      ...(truncated
        ? [`Older changes are left out: the draft is about the newest ${formatCount(changes)}.`]
        : []),
      ...notRestored(statements),
      ...(unread === 0
        ? []
        : [
            `Of ${plural(unread, 'statement')} the live row could not be read: whether the guard holds was not looked at.`,
          ]),
    ],
  };
}

/** One warning a reason, most frequent first. */
function notRestored(statements: Reversal['statements']): readonly string[] {
  const found = new Map<CannotRestoreReason, { count: number; readonly fields: Set<string> }>();
  for (const { field, reason } of statements.flatMap(({ cannot_restore }) => cannot_restore)) {
    const known = found.get(reason) ?? { count: 0, fields: new Set<string>() };
    known.count += 1;
    if (field !== null) known.fields.add(field);
    found.set(reason, known);
  }
  return [...found]
    .sort(([, a], [, b]) => b.count - a.count)
    .map(([reason, { count, fields }]) => {
      const names = [...fields];
      const more = names.length - NAMED;
      const listed = `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
      const what = names.length === 0 ? plural(count, 'change') : `${listed}, ${plural(count, 'time')}`;
      return `${capital(reasonText[reason])}. Not restored: ${what}.`;
    });
}

/** Pure: as many lines as can be looked at, and how many more there are. */
export function shownLines(sql: string): { readonly lines: readonly string[]; readonly more: number } {
  const lines = sql.replace(/\n$/, '').split('\n');
  return { lines: lines.slice(0, SHOWN), more: Math.max(0, lines.length - SHOWN) };
}
