import { Diff } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useCommands, type Command } from '@renderer/lib/commands.ts';

/** Whether the comparison is open, and the key that opens it. */
export function useComparing(): readonly [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(false);
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'different',
          title: 'What is different about these changes',
          group: 'Question',
          keys: 'd',
          icon: <Diff size={14} />,
          words: 'compare over-represented unusual',
          run: () => setOpen(true),
        },
      ],
      [],
    ),
  );
  return [open, setOpen];
}
