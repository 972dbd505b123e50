import { ChevronDown, Database } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LedgerReport } from '@shared/domain/ledgerReads.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Menu } from '@renderer/ui/Popover.tsx';

interface SourceChoiceProps {
  readonly chosen: string | null;
  readonly sources: LedgerReport['sources'];
  readonly onChange: (label: string | undefined) => void;
}

/** Questions to one connection, or to all. */
export function SourceChoice({ chosen, sources, onChange }: SourceChoiceProps): ReactNode {
  return (
    <Menu
      trigger={
        <Button>
          <Database size={13} strokeWidth={1.5} aria-hidden="true" />
          {chosen ?? 'All connections'}
          <ChevronDown size={12} strokeWidth={1.6} aria-hidden="true" />
        </Button>
      }
      groups={[
        {
          entries: [
            {
              id: 'all',
              label: 'All connections',
              end: chosen === null ? '●' : '',
              run: () => onChange(undefined),
            },
          ],
        },
        ...(sources.length === 0
          ? []
          : [
              {
                label: 'Asked so far',
                entries: sources.map(({ label, questions }) => ({
                  id: label,
                  label,
                  end: chosen === label ? '●' : formatCount(questions),
                  run: () => onChange(label),
                })),
              },
            ]),
      ]}
    />
  );
}
