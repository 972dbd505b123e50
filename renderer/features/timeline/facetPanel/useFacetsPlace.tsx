import { ListFilter } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import { useMedia } from '@renderer/lib/useMedia.ts';
import { useRemembered } from '@renderer/lib/useRemembered.ts';

export interface FacetsPlace {
  /** At the left of the list. */
  readonly docked: boolean;
  /** Over the list, for now. */
  readonly drawn: boolean;
  readonly onDrawn: (drawn: boolean) => void;
  /** Shows or hides them, wherever there is room. */
  readonly toggle: () => void;
}

/** Where facets beside the list and the selected change would leave too little of each. */
const NARROW = '(max-width: 1180px)';

/** Where the facets are, and the key that shows and hides them. */
export function useFacetsPlace(): FacetsPlace {
  const narrow = useMedia(NARROW);
  const [kept, setKept] = useRemembered('timeline.facets', ['open', 'folded'], 'open');
  const [drawn, onDrawn] = useState(false);
  const open = kept === 'open';
  const toggle = useCallback(() => {
    if (narrow) onDrawn((before) => !before);
    else setKept(open ? 'folded' : 'open');
  }, [narrow, open, setKept]);
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'facets',
          title: 'Facets: what the changes consist of',
          group: 'Question',
          keys: 'f',
          icon: <ListFilter size={14} />,
          words: 'values counts narrow',
          run: toggle,
        },
      ],
      [toggle],
    ),
  );
  return { docked: !narrow && open, drawn: narrow && drawn, onDrawn, toggle };
}
