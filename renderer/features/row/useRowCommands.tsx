import { ArrowLeftRight, GitCommitVertical, RefreshCw } from 'lucide-react';
import { useMemo } from 'react';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import type { Pair } from './Compare.tsx';
import type { Version } from './versions.ts';

interface RowCommands {
  readonly versions: readonly Version[];
  readonly at: string | null;
  readonly pair: Pair | null;
  readonly onAt: (at: string | null) => void;
  readonly onStep: (way: 'older' | 'newer') => void;
  readonly onPair: (pair: Pair) => void;
  readonly refresh: () => void;
  readonly toTimeline: () => void;
}

/** What can be done with the row, by key. `j` and `k` put the focus on the versions, one after the other. */
export function useRowCommands(options: RowCommands): void {
  const { versions, at, pair, onAt, onStep, onPair, refresh, toTimeline } = options;
  useCommands(
    useMemo((): readonly Command[] => {
      const focused = (): Version | null => {
        const id = lineOf(document.activeElement)?.dataset['version'];
        return versions.find(({ entry }) => entry.audit_change.id === id) ?? null;
      };
      const side = (name: 'a' | 'b') => (): void => {
        const moment = focused()?.entry.audit_change.captured_at;
        if (moment !== undefined) onPair({ ...(pair ?? { a: moment, b: moment }), [name]: moment });
      };
      return [
        keyOnly('row-older', 'The version before, older', 'j', () => step(1)),
        keyOnly('row-newer', 'The version after, newer', 'k', () => step(-1)),
        keyOnly('row-a', 'Compare the version in focus as A', 'a', side('a')),
        keyOnly('row-b', 'Compare the version in focus as B', 'b', side('b')),
        {
          id: 'row-as-of-older',
          title: 'Show the row as of the version before',
          group: 'Question',
          keys: '[',
          run: () => onStep('older'),
        },
        {
          id: 'row-as-of-newer',
          title: 'Show the row as of the version after',
          group: 'Question',
          keys: ']',
          run: () => onStep('newer'),
        },
        ...(at === null ? [] : [keyOnly('row-now', 'Show the row as it stands', 'escape', () => onAt(null))]),
        ...(pair === null
          ? []
          : [
              {
                id: 'row-swap',
                title: 'Swap A and B',
                group: 'Question' as const,
                keys: 'x',
                icon: <ArrowLeftRight size={14} />,
                run: () => onPair({ a: pair.b, b: pair.a }),
              },
            ]),
        {
          id: 'row-timeline',
          title: 'Changes of this row in the timeline',
          group: 'Question',
          keys: 't',
          icon: <GitCommitVertical size={14} />,
          run: toTimeline,
        },
        {
          id: 'refresh-row',
          title: 'Read the row again',
          group: 'Question',
          keys: 'r',
          icon: <RefreshCw size={14} />,
          run: refresh,
        },
      ];
    }, [versions, at, pair, onAt, onStep, onPair, refresh, toTimeline]),
  );
}

function keyOnly(id: string, title: string, keys: string, run: () => void): Command {
  return { id, title, group: 'Question', keys, keysOnly: true, run };
}

function lineOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[data-version]') ?? null;
}

/** Puts the focus on the next version; on the newest when none has it. */
function step(by: number): void {
  const lines = [...document.querySelectorAll<HTMLElement>('#main [data-version]')];
  const here = lineOf(document.activeElement);
  const next = here === null ? 0 : Math.min(lines.length - 1, Math.max(0, lines.indexOf(here) + by));
  lines[next]?.querySelector<HTMLElement>('button')?.focus();
  lines[next]?.scrollIntoView({ block: 'nearest' });
}
