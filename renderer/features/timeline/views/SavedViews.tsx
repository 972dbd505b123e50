import { Bookmark, BookmarkCheck } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { Filters } from '@shared/domain/filters.ts';
import { asInvestigatorError } from '@renderer/lib/bridge.ts';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import type { Grouping } from '@renderer/lib/filterSearch.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Popover } from '@renderer/ui/Popover.tsx';
import { SaveForm } from './SaveForm.tsx';
import css from './SavedViews.module.css';
import { useViews } from './useViews.ts';
import { ViewLine } from './ViewLine.tsx';
import { isOpen } from './viewWords.ts';

interface SavedViewsProps {
  readonly filters: Filters;
  readonly grouping: Grouping;
  /** Only what breaks no rule can be kept. */
  readonly askable: boolean;
  readonly zone: Zone;
  readonly onOpen: (filters: Filters, grouping: Grouping) => void;
}

/** Questions kept under a name on this machine: open, save, rename, delete. */
export function SavedViews({ filters, grouping, askable, zone, onOpen }: SavedViewsProps): ReactNode {
  const [shown, setShown] = useState(false);
  const query = useViews();
  const views = useMemo(() => query.data?.views ?? [], [query.data]);
  const here = views.find((view) => isOpen(view, filters, grouping));
  const damaged = query.data?.damaged_kept_at ?? null;
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'views',
          title: 'Saved views',
          group: 'Question',
          keys: 'v',
          icon: <Bookmark size={14} />,
          words: 'save this question bookmark',
          run: () => setShown(true),
        },
        ...views.map((view): Command => ({
          id: `view-${view.id}`,
          title: `View: ${view.name}`,
          group: 'Question',
          icon: <Bookmark size={14} />,
          words: 'saved open',
          run: () => onOpen(view.filters, view.group),
        })),
      ],
      [views, onOpen],
    ),
  );
  return (
    <Popover
      label="Saved views"
      open={shown}
      onOpenChange={setShown}
      trigger={
        <Button
          variant="ghost"
          aria-label={here === undefined ? 'Saved views' : `Saved views: ${here.name}`}
          title="Saved views (v)"
        >
          {here === undefined ? (
            <Bookmark size={14} strokeWidth={1.5} aria-hidden="true" />
          ) : (
            <BookmarkCheck size={14} strokeWidth={1.5} aria-hidden="true" />
          )}
          {here !== undefined && <span className={css['here']}>{here.name}</span>}
        </Button>
      }
    >
      <div className={css['views']}>
        <h2>Saved views</h2>
        {damaged !== null && (
          <p className={css['wrong']}>The file of views could not be read. It was kept at {damaged}.</p>
        )}
        {query.error !== null && <p className={css['wrong']}>{asInvestigatorError(query.error).message}</p>}
        {query.isSuccess && views.length === 0 && (
          <p className="dim">
            None yet. They are kept on this machine, without any value of the database but those asked for.
          </p>
        )}
        <ul>
          {views.map((view) => (
            <ViewLine
              key={view.id}
              view={view}
              here={view === here}
              zone={zone}
              onOpen={() => {
                setShown(false);
                onOpen(view.filters, view.group);
              }}
            />
          ))}
        </ul>
        {askable ? (
          <SaveForm filters={filters} grouping={grouping} views={views} zone={zone} />
        ) : (
          <p className="dim">The present question breaks a rule: mend it, then it can be saved.</p>
        )}
      </div>
    </Popover>
  );
}
