import { SquareTerminal } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { ResolvedRow } from '@shared/domain/row.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { tableText } from '@renderer/lib/change.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { connectionOptions, rowCommand, type RowCommand } from '@renderer/lib/commandLine.ts';
import { useCommands } from '@renderer/lib/commands.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Menu } from '@renderer/ui/Popover.tsx';
import type { Pair } from './Compare.tsx';
import type { Between } from './NoChangePart.tsx';

interface CopyAsProps {
  readonly source: OpenSource;
  readonly row: ResolvedRow;
  readonly at: string | null;
  readonly pair: Pair | null;
  readonly between: Between | null;
}

/** Each question of the screen as the command line asks it. */
export function CopyAs({ source, row, at, pair, between }: CopyAsProps): ReactNode {
  const entries = useMemo(() => {
    const copy =
      (name: RowCommand, options: Readonly<Record<string, string>> = {}) =>
      (): void =>
        void copyText(
          rowCommand(name, { table: tableText(row), pk: row.table_pk }, options, connectionOptions(source)),
          'command line',
        );
    return [
      { id: 'history', label: 'The versions', run: copy('history') },
      ...(at === null
        ? []
        : [{ id: 'as-of', label: 'The row as of that moment', run: copy('as-of', { at }) }]),
      ...(pair === null
        ? []
        : [{ id: 'compare', label: 'The comparison', run: copy('compare', { at: pair.a, and: pair.b }) }]),
      { id: 'blame', label: 'The last captured setters', run: copy('blame') },
      { id: 'related', label: 'The related rows', run: copy('related') },
      {
        id: 'integrity',
        label: 'The check of this row',
        run: copy('integrity'),
      },
      ...(between === null
        ? []
        : [
            {
              id: 'no-change',
              label: 'The no-change statement',
              run: copy('no-change', { from: between.since, to: between.until }),
            },
          ]),
    ];
  }, [source, row, at, pair, between]);
  useCommands(
    useMemo(
      () =>
        entries.map(({ id, label, run }, nth) => ({
          id: `copy-row-${id}`,
          title: `Copy as a command line: ${label.toLowerCase()}`,
          group: 'Question' as const,
          ...(nth === 0 ? { keys: 'c' } : {}),
          icon: <SquareTerminal size={14} />,
          run,
        })),
      [entries],
    ),
  );
  return (
    <Menu
      groups={[{ label: 'Copy as a command line', entries }]}
      trigger={
        <Button variant="ghost" shortcut="c">
          <SquareTerminal size={13} strokeWidth={1.5} aria-hidden="true" />
          Copy as
        </Button>
      }
    />
  );
}
