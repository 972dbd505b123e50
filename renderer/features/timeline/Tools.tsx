import { Diff, Download, ListFilter, RefreshCw, SquareTerminal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useDesk } from '@renderer/lib/desk.ts';
import type { Grouping } from '@renderer/lib/filterSearch.ts';
import { Button, IconButton, Segmented } from '@renderer/ui/Button.tsx';
import type { FacetsPlace } from './facetPanel/useFacetsPlace.tsx';
import css from './Timeline.module.css';

interface ToolsProps {
  readonly grouping: Grouping;
  readonly askable: boolean;
  readonly facets: FacetsPlace;
  readonly onGroup: (grouping: Grouping) => void;
  readonly onRefresh: () => void;
  readonly onCopy: () => void;
  readonly onCompare: () => void;
  readonly children: ReactNode;
}

/** How much there is, and what can be done with all of it. */
export function Tools({
  grouping,
  askable,
  facets,
  onGroup,
  onRefresh,
  onCopy,
  onCompare,
  children,
}: ToolsProps): ReactNode {
  return (
    <div className={css['tools']}>
      <IconButton
        label={facets.docked ? 'Hide the facets' : 'Show the facets'}
        shortcut="f"
        aria-expanded={facets.docked || facets.drawn}
        disabled={!askable}
        onClick={facets.toggle}
      >
        <ListFilter size={14} strokeWidth={1.5} aria-hidden="true" />
      </IconButton>
      {children}
      <span className="grow" />
      <span className="dim wide">Group</span>
      <Segmented
        label="Group"
        value={grouping}
        options={[
          { value: 'transaction', label: 'Transaction' },
          { value: 'burst', label: 'Burst' },
          { value: 'none', label: 'None' },
        ]}
        onChange={onGroup}
      />
      <Button
        variant="ghost"
        shortcut="d"
        title="What is different about these changes?"
        disabled={!askable}
        onClick={onCompare}
      >
        <Diff size={13} strokeWidth={1.5} aria-hidden="true" />
        <span className={css['label']}>What is different?</span>
      </Button>
      <Button variant="ghost" shortcut="r" title="Ask again" disabled={!askable} onClick={onRefresh}>
        <RefreshCw size={13} strokeWidth={1.5} aria-hidden="true" />
        <span className={css['label']}>Ask again</span>
      </Button>
      <Button variant="ghost" shortcut="c" title="Copy as command" onClick={onCopy}>
        <SquareTerminal size={13} strokeWidth={1.5} aria-hidden="true" />
        <span className={css['label']}>Copy as command</span>
      </Button>
      <Button shortcut="e" disabled={!askable} onClick={() => useDesk.getState().show('export')}>
        <Download size={13} strokeWidth={1.5} aria-hidden="true" />
        Export
      </Button>
    </div>
  );
}
