import { useNavigate } from '@tanstack/react-router';
import { FileText, SquareTerminal, Undo2 } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import type { Neighbours } from '@shared/domain/neighbours.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import { toast } from '@renderer/ui/Toast.tsx';
import { nearest } from './neighbourList.ts';
import type { Heavy } from './useHeavy.ts';

interface Actions {
  readonly id: string;
  readonly neighbours: Heavy<Neighbours>;
  readonly copyMarkdown: () => void;
  readonly copyCommand: () => void;
  readonly toggleDetails: () => void;
  readonly toggleRows: () => void;
  /** null: there is nothing to draft. */
  readonly draft: (() => void) | null;
}

/** What can be done with a transaction, by key, palette and menu. */
export function useTransactionCommands(actions: Actions): void {
  const { id, neighbours, copyMarkdown, copyCommand, toggleDetails, toggleRows, draft } = actions;
  const navigate = useNavigate();
  const { query, stopped } = neighbours;
  const step = useCallback(
    async (side: 'previous' | 'next'): Promise<void> => {
      // Pressed before they are known: the answer on its way is waited for, not asked again.
      const answer = stopped
        ? undefined
        : (query.data ?? (await query.refetch({ cancelRefetch: false })).data);
      const to = answer === undefined ? null : nearest(answer, side);
      if (to === null) {
        toast(answer === undefined ? 'The neighbours are not read.' : NONE[side]);
        return;
      }
      await navigate({ to: '/transaction/$id', params: { id: to } });
    },
    [query, stopped, navigate],
  );
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          ...group,
          id: 'copy-markdown',
          title: 'Copy this transaction as Markdown',
          keys: 'm',
          icon: <FileText size={14} />,
          run: copyMarkdown,
        },
        {
          ...group,
          id: 'copy-incident',
          title: 'Copy this transaction as a command line',
          keys: 'c',
          icon: <SquareTerminal size={14} />,
          run: copyCommand,
        },
        {
          ...group,
          id: 'copy-transaction-id',
          title: 'Copy the transaction id',
          keys: 'y',
          run: () => void copyText(id, 'transaction id'),
        },
        {
          ...group,
          id: 'previous-of-actor',
          title: 'Previous transaction of the actor',
          keys: '[',
          run: () => void step('previous'),
        },
        {
          ...group,
          id: 'next-of-actor',
          title: 'Next transaction of the actor',
          keys: ']',
          run: () => void step('next'),
        },
        { ...group, id: 'whole-rows', title: 'Whole rows before and after', keys: 'b', run: toggleRows },
        { ...group, id: 'transaction-details', title: 'Details at the side', keys: 'd', run: toggleDetails },
        ...(draft === null
          ? []
          : [
              {
                ...group,
                id: 'draft-reversal',
                title: 'Draft reversal',
                keys: 'v',
                icon: <Undo2 size={14} />,
                run: draft,
              },
            ]),
        {
          ...group,
          id: 'leave-transaction',
          title: 'Back to where you came from',
          keys: 'escape',
          keysOnly: true,
          run: () => window.history.back(),
        },
      ],
      [copyMarkdown, copyCommand, toggleDetails, toggleRows, draft, id, step],
    ),
  );
}

const NONE = {
  previous: 'No earlier transaction of this actor is here.',
  next: 'No later transaction of this actor is here.',
} as const;

const group = { group: 'Transaction' } as const;
