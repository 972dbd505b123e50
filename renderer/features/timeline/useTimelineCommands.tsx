import { useNavigate } from '@tanstack/react-router';
import {
  Copy,
  CornerDownLeft,
  Download,
  Orbit,
  RefreshCw,
  Rows3,
  SquareTerminal,
  UserRound,
} from 'lucide-react';
import { useCallback, useMemo } from 'react';
import type { TimelineEntry } from '@shared/domain/audit.ts';
import { actorView, tableText } from '@renderer/lib/change.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { isResolved } from '@renderer/lib/rowKey.ts';
import type { OnAround } from './AroundPanel.tsx';
import type { ListRow } from './rows.ts';
import type { OnPivot } from './Rows.tsx';

/** Changes a page key goes over. */
const SCREEN = 20;

interface TimelineCommands {
  readonly rows: readonly ListRow[];
  readonly selected: TimelineEntry | null;
  readonly select: (change: string | undefined) => void;
  /** Reads the newest page where that is not among what is loaded. */
  readonly newest: (() => void) | null;
  readonly copyCommand: () => void;
  readonly refresh: () => void;
  readonly onUnfold: (transaction: string) => void;
  readonly onPivot: OnPivot;
  readonly onAround: OnAround;
}

/** What can be done with the list and the selected change. Answers the step to the next or previous change. */
export function useTimelineCommands(options: TimelineCommands): (step: number) => void {
  const { rows, selected, select, newest, copyCommand, refresh, onUnfold, onPivot, onAround } = options;
  const navigate = useNavigate();
  const id = selected?.audit_change.id ?? null;
  const step = useCallback(
    (by: number) => {
      const next = neighbour(rows, id, by);
      if (next !== null) select(next);
    },
    [rows, id, select],
  );
  const end = useCallback(
    (which: 'newest' | 'oldest') => {
      const change = endOf(rows, which);
      if (which === 'newest' && newest !== null) {
        select(undefined);
        newest();
      } else if (change !== null && change !== id) select(change);
    },
    [rows, id, select, newest],
  );
  const always = useMemo(
    (): readonly Command[] => [
      stepKey('older', 'Older change', 'j, arrowdown', () => step(1)),
      stepKey('newer', 'Newer change', 'k, arrowup', () => step(-1)),
      stepKey('page-older', 'A screen older', 'pagedown', () => step(SCREEN)),
      stepKey('page-newer', 'A screen newer', 'pageup', () => step(-SCREEN)),
      stepKey('newest', 'The newest change', 'home', () => end('newest')),
      stepKey('oldest', 'The oldest change loaded', 'end', () => end('oldest')),
      {
        id: 'export',
        title: 'Export these changes',
        group: 'Question',
        keys: 'e',
        icon: <Download size={14} />,
        words: 'csv json ndjson save',
        run: () => useDesk.getState().show('export'),
      },
      {
        id: 'copy-command',
        title: 'Copy this question as a command line',
        group: 'Question',
        keys: 'c',
        icon: <SquareTerminal size={14} />,
        run: copyCommand,
      },
      {
        id: 'ask-again',
        title: 'Ask again, from the newest',
        group: 'Question',
        keys: 'r',
        icon: <RefreshCw size={14} />,
        words: 'refresh reload',
        run: refresh,
      },
    ],
    [step, end, copyCommand, refresh],
  );
  useCommands(always);
  useCommands(
    useMemo(
      () =>
        selected === null ? [] : changeCommands(selected, { select, onUnfold, onPivot, onAround, navigate }),
      [selected, select, onUnfold, onPivot, onAround, navigate],
    ),
  );
  return step;
}

function changeCommands(
  entry: TimelineEntry,
  {
    select,
    onUnfold,
    onPivot,
    onAround,
    navigate,
  }: Pick<TimelineCommands, 'select' | 'onUnfold' | 'onPivot' | 'onAround'> & {
    readonly navigate: ReturnType<typeof useNavigate>;
  },
): readonly Command[] {
  const { audit_change: change, transaction } = entry;
  const actor = actorView(transaction.actor_ref);
  const commands: Command[] = [
    {
      id: 'open-transaction',
      title: 'Open the transaction of the selected change',
      group: 'Change',
      keys: 'enter',
      icon: <CornerDownLeft size={14} />,
      run: () => void navigate({ to: '/transaction/$id', params: { id: transaction.id } }),
    },
    {
      id: 'around',
      title: 'What happened around this change, by any actor',
      group: 'Change',
      keys: 'o',
      icon: <Orbit size={14} />,
      words: 'context before after near',
      run: () => onAround(entry),
    },
    keyOnly('close-change', 'Close the selected change', 'escape', () => select(undefined)),
    {
      id: 'copy-change-id',
      title: 'Copy the change id',
      group: 'Change',
      keys: 'y',
      icon: <Copy size={14} />,
      run: () => void copyText(change.id, 'change id'),
    },
    keyOnly('unfold', 'Show all rows of this transaction', 'x', () => onUnfold(transaction.id)),
  ];
  if (isResolved(change.table_pk))
    commands.push({
      id: 'open-row',
      title: 'Open the life of the row it changed',
      group: 'Change',
      keys: 'o',
      icon: <Rows3 size={14} />,
      run: () => void navigate({ to: '/row', search: { table: tableText(change), pk: change.table_pk } }),
    });
  if (actor.state === 'identified')
    commands.push({
      id: 'by-actor',
      title: `Changes by ${actor.text}`,
      group: 'Change',
      keys: 'a',
      icon: <UserRound size={14} />,
      run: () => onPivot({ key: 'actor', not: false, value: actor.text }, 'only'),
    });
  return commands;
}

function keyOnly(id: string, title: string, keys: string, run: () => void): Command {
  return { id, title, group: 'Change', keys, keysOnly: true, run };
}

/** Goes over the list, which takes the focus: Enter then opens, rather than pressing the button used before. */
function stepKey(id: string, title: string, keys: string, step: () => void): Command {
  return keyOnly(id, title, keys, () => {
    document.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true });
    step();
  });
}

/** Pure: the change so many lines below (above, when negative), as far as there are any; the first when none is selected. */
export function neighbour(rows: readonly ListRow[], id: string | null, step: number): string | null {
  const changes = rows.filter((row) => row.kind === 'change');
  const at = id === null ? -1 : changes.findIndex((row) => row.key === id);
  if (at < 0) return changes[0]?.key ?? null;
  const to = Math.min(changes.length - 1, Math.max(0, at + step));
  return to === at ? null : (changes[to]?.key ?? null);
}

/** Pure: the first or the last change on the list. */
export function endOf(rows: readonly ListRow[], which: 'newest' | 'oldest'): string | null {
  const at = which === 'newest' ? rows.find(isChange) : rows.findLast(isChange);
  return at?.key ?? null;
}

function isChange(row: ListRow): boolean {
  return row.kind === 'change';
}
