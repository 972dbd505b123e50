import { FilterX, Plus } from 'lucide-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Capability } from '@shared/domain/capability.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { windowOnly, withWindow, type Chip } from '@renderer/lib/chips.ts';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import type { FilterProblem } from '@renderer/lib/filterSearch.ts';
import type { Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { ProblemText } from '@renderer/ui/Field.tsx';
import { Popover } from '@renderer/ui/Popover.tsx';
import { ChipEditor } from './ChipEditor.tsx';
import { Chips } from './Chips.tsx';
import { OF_ACTIONS } from './facets.ts';
import css from './FilterBar.module.css';
import { TimeWindow } from './TimeWindow.tsx';

interface FilterBarProps {
  readonly source: string;
  readonly capability: Capability;
  readonly filters: Filters;
  readonly problems: readonly FilterProblem[];
  readonly zone: Zone;
  readonly onChange: (filters: Filters) => void;
  /** What stands after the question. */
  readonly children?: ReactNode;
}

/** The question, in words one can take apart. */
export function FilterBar({
  source,
  capability,
  filters,
  problems,
  zone,
  onChange,
  children,
}: FilterBarProps): ReactNode {
  const [editing, setEditing] = useState(false);
  // Counts the openings: an editor that is opened while the last one fades out begins anew.
  const [edition, setEdition] = useState(0);
  const [timing, setTiming] = useState(false);
  const narrowed = Object.keys(filters).length > 0;
  const clear = useCallback(() => {
    if (narrowed) onChange({});
  }, [narrowed, onChange]);
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'filter',
          title: 'Add a filter',
          group: 'Question',
          keys: '/',
          icon: <Plus size={14} />,
          run: () => {
            setEdition((before) => before + 1);
            setEditing(true);
          },
        },
        {
          id: 'window',
          title: 'Set the window of time',
          group: 'Question',
          keys: 'w',
          words: 'from to between',
          run: () => setTiming(true),
        },
        {
          id: 'clear-filters',
          title: 'Clear filters',
          group: 'Question',
          keys: 'backspace',
          icon: <FilterX size={14} />,
          words: 'reset all changes everything',
          run: clear,
        },
      ],
      [clear],
    ),
  );
  return (
    <>
      <div className={css['question']} role="search" aria-label="Filters">
        <h1 className={css['say']}>{narrowed ? 'Changes where' : 'All changes'}</h1>
        <Chips filters={filters} onChange={onChange} />
        <Popover
          label="Add a filter"
          align="start"
          open={editing}
          onOpenChange={setEditing}
          trigger={
            <Button variant="ghost" shortcut="/">
              <Plus size={13} strokeWidth={1.6} aria-hidden="true" />
              Filter
            </Button>
          }
        >
          <ChipEditor
            key={edition}
            source={source}
            filters={filters}
            unavailable={unavailableKeys(capability)}
            onAdd={(next) => {
              setEditing(false);
              onChange(next);
            }}
          />
        </Popover>
        <span className="grow" />
        {narrowed && (
          <Button variant="ghost" onClick={clear}>
            Clear
          </Button>
        )}
        <TimeWindow
          filters={filters}
          zone={zone}
          held={capability.window}
          open={timing}
          onOpenChange={setTiming}
          onChange={(from, to) => {
            onChange(withWindow(filters, from, to));
          }}
        />
        {children}
      </div>
      {problems.length > 0 && <Problems problems={problems} onChange={onChange} />}
    </>
  );
}

function Problems({ problems, onChange }: Pick<FilterBarProps, 'problems' | 'onChange'>): ReactNode {
  return (
    <div className={css['problems']}>
      {problems.map((problem) => (
        <ProblemText key={`${problem.key} ${problem.value}`} problem={problem} />
      ))}
      <p>
        The question was not asked.{' '}
        <button type="button" className="lk" onClick={() => onChange(windowOnly({}))}>
          Ask without any filter
        </button>
        .
      </p>
    </div>
  );
}

/** What cannot be asked of this database, which is not the same as finding nothing (CONTRACT §0). */
export function unavailableKeys(capability: Capability): Partial<Record<Chip['key'], string>> {
  const actor = 'This database records no actors: audit_transactions has no actor_ref.';
  const actions =
    'This database records no actions, so no correlation, request or job: audit_actions or its link is not installed.';
  return {
    ...(capability.has_actor ? {} : { actor, no_actor: actor }),
    ...(capability.has_actions && capability.has_action_link
      ? {}
      : Object.fromEntries(OF_ACTIONS.map((key) => [key, actions]))),
  };
}
