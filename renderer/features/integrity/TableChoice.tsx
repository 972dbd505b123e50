import { ChevronDown, Table2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@renderer/ui/Button.tsx';
import { Menu } from '@renderer/ui/Popover.tsx';

interface TableChoiceProps {
  readonly table: string | null;
  /** Those with a capture trigger. */
  readonly tables: readonly string[];
  readonly onChange: (table: string | undefined) => void;
}

/** One table, or all of them. */
export function TableChoice({ table, tables, onChange }: TableChoiceProps): ReactNode {
  const all = table === null || tables.includes(table) ? tables : [table, ...tables];
  const mark = (on: boolean): string => (on ? '●' : '');
  return (
    <Menu
      trigger={
        <Button>
          <Table2 size={13} strokeWidth={1.5} aria-hidden="true" />
          {table ?? 'All tables'}
          <ChevronDown size={12} strokeWidth={1.6} aria-hidden="true" />
        </Button>
      }
      groups={[
        {
          entries: [
            {
              id: 'all',
              label: 'All tables',
              end: mark(table === null),
              run: () => onChange(undefined),
            },
          ],
        },
        ...(all.length === 0
          ? []
          : [
              {
                label: 'Captured tables',
                entries: all.map((one) => ({
                  id: one,
                  label: <span className="mono">{one}</span>,
                  end: mark(one === table),
                  run: () => onChange(one),
                })),
              },
            ]),
      ]}
    />
  );
}
