import { CalendarRange, CircleStop, FileText, ListChecks, SquareTerminal } from 'lucide-react';
import { useMemo } from 'react';
import { useCommands, type Command } from '@renderer/lib/commands.ts';

interface Actions {
  readonly running: boolean;
  readonly run: () => void;
  readonly stop: () => void;
  readonly copyCommand: () => void;
  /** null: there is no answer to copy. */
  readonly copyMarkdown: (() => void) | null;
  readonly chooseWindow: () => void;
}

/** What can be done here, by key, palette and menu. */
export function useIntegrityCommands(actions: Actions): void {
  const { running, run, stop, copyCommand, copyMarkdown, chooseWindow } = actions;
  useCommands(
    useMemo(
      (): readonly Command[] => [
        running
          ? {
              ...group,
              id: 'stop-check',
              title: 'Stop the check',
              icon: <CircleStop size={14} />,
              run: stop,
            }
          : {
              ...group,
              id: 'check-window',
              title: 'Check this window',
              keys: 'r',
              icon: <ListChecks size={14} />,
              run,
            },
        {
          ...group,
          id: 'window',
          title: 'Set the window of time',
          keys: 'w',
          words: 'from to between',
          icon: <CalendarRange size={14} />,
          run: chooseWindow,
        },
        {
          ...group,
          id: 'copy-integrity',
          title: 'Copy this check as a command line',
          keys: 'c',
          icon: <SquareTerminal size={14} />,
          run: copyCommand,
        },
        ...(copyMarkdown === null
          ? []
          : [
              {
                ...group,
                id: 'copy-findings',
                title: 'Copy the findings listed as Markdown',
                keys: 'm',
                icon: <FileText size={14} />,
                run: copyMarkdown,
              },
            ]),
      ],
      [running, run, stop, copyCommand, copyMarkdown, chooseWindow],
    ),
  );
}

const group = { group: 'Question' } as const;
