import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Filters } from '@shared/domain/filters.ts';
import { isCanonicalInstant, type Instant } from '@shared/domain/instant.ts';
import { pivot, withChip, withWindow, type Chip } from '@renderer/lib/chips.ts';
import {
  onlyFilters,
  readFilters,
  type FilterReading,
  type Grouping,
  type TimelineSearch,
} from '@renderer/lib/filterSearch.ts';
import type { OnPivot } from './Rows.tsx';

interface Question {
  readonly reading: FilterReading;
  /** As read, or as written where a rule is broken. */
  readonly filters: Filters;
  /** Where the list begins; null for its newest change. */
  readonly at: Instant | null;
  /** The id of the selected change. */
  readonly change: string | undefined;
  readonly grouping: Grouping;
  readonly ask: (filters: Filters) => void;
  readonly select: (change: string | undefined) => void;
  readonly onPivot: OnPivot;
  readonly setGrouping: (grouping: Grouping) => void;
  /** Begins the list elsewhere; null at its newest change. `filters`: where another question is meant. */
  readonly begin: (
    at: Instant | null,
    other?: { readonly filters?: Filters; readonly change?: string },
  ) => void;
  /** Another question as a whole, looked at in its own way. */
  readonly open: (filters: Filters, grouping: Grouping) => void;
  readonly onWindow: (from: Instant | undefined, to: Instant | undefined) => void;
}

/** The question of the timeline and all that changes it: it lives in the address. */
export function useQuestion(): Question {
  const search: TimelineSearch = useSearch({ from: '/timeline' });
  const navigate = useNavigate({ from: '/timeline' });
  const written = useMemo(() => onlyFilters(search), [search]);
  const reading = useMemo(() => readFilters(written), [written]);
  const filters = reading.ok ? reading.filters : written;
  const ask = useCallback(
    (next: Filters) => {
      // The selected change stays selected where it matches the new question, too.
      void navigate({
        search: ({ change, group }) => ({
          ...next,
          ...(group === undefined ? {} : { group }),
          ...(change === undefined ? {} : { change }),
        }),
      });
    },
    [navigate],
  );
  const select = useCallback(
    (change: string | undefined) =>
      void navigate({ search: (before) => ({ ...before, change }), replace: true }),
    [navigate],
  );
  const onPivot = useCallback(
    (chip: Chip, how: 'only' | 'narrow' | 'exclude') => {
      if (how === 'only') ask(pivot(filters, chip));
      else ask(withChip(filters, { ...chip, not: how === 'exclude' && chip.key !== 'no_actor' }));
    },
    [ask, filters],
  );
  const setGrouping = useCallback(
    (grouping: Grouping) =>
      void navigate({
        search: (before) => ({ ...before, group: grouping === 'transaction' ? undefined : grouping }),
        replace: true,
      }),
    [navigate],
  );
  const begin: Question['begin'] = useCallback(
    (at, other = {}) =>
      void navigate({
        search: ({ group }) => ({
          ...(other.filters ?? written),
          ...(group === undefined ? {} : { group }),
          ...(at === null ? {} : { at }),
          ...(other.change === undefined ? {} : { change: other.change }),
        }),
      }),
    [navigate, written],
  );
  const open = useCallback(
    (next: Filters, grouping: Grouping) =>
      void navigate({ search: { ...next, ...(grouping === 'transaction' ? {} : { group: grouping }) } }),
    [navigate],
  );
  const onWindow = useCallback(
    (from: Instant | undefined, to: Instant | undefined) => ask(withWindow(filters, from, to)),
    [ask, filters],
  );
  const at = search.at !== undefined && isCanonicalInstant(search.at) ? search.at : null;
  return {
    reading,
    filters,
    at,
    change: search.change,
    grouping: search.group ?? 'transaction',
    ask,
    select,
    onPivot,
    setGrouping,
    begin,
    open,
    onWindow,
  };
}
