import { Fragment, useEffect, type ReactNode } from 'react';
import type { Capability } from '@shared/domain/capability.ts';
import { splitTable, type Filters } from '@shared/domain/filters.ts';
import type { UnknownTable } from '@shared/domain/lookups.ts';
import { refreshCapability } from '@renderer/lib/capability.ts';
import {
  chipGroups,
  windowOnly,
  withChip,
  withoutChip,
  withoutKey,
  withWindow,
} from '@renderer/lib/chips.ts';
import { formatClock, formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Empty } from '@renderer/ui/States.tsx';
import { groupText, scopeText } from './chipWords.ts';
import { useUnknownTables } from './useUnknownTables.ts';

/** Those of the tables asked for that nobody recorded; or why that is not known. */
type UnknownTables = ReturnType<typeof useUnknownTables>;

interface Reason {
  readonly name: string;
  readonly text: string;
}

/** Why an empty answer may be empty although something happened (interface rule: never "nothing happened"). */
export function reasonsForNothing(
  filters: Filters,
  capability: Capability,
  zone: Zone,
  unknown: UnknownTables,
): readonly Reason[] {
  const { oldest } = capability.window;
  const reasons: Reason[] = [];
  const unrecorded = typeof unknown === 'string' ? [] : unknown;
  const slips = unrecorded.filter(({ state }) => state === 'unknown');
  const tables = (filters.table ?? []).filter((table) => !slips.some((slip) => slip.table === table));
  for (const slip of slips) reasons.push({ name: 'Unknown table', text: unknownText(slip) });
  if (isBackwards(filters))
    reasons.push({
      name: 'The window is empty',
      text: 'It begins after it ends, so no moment lies in it. Both ends are inclusive.',
    });
  if (slips.length === 0 || tables.length > 0)
    reasons.push({
      name: 'Deleted by retention',
      text:
        oldest === null
          ? 'No captured change is here at all: either nothing was captured yet, or everything has been deleted.'
          : `Oldest row still here: ${formatInstant(oldest, zone)}. What was captured before may have been deleted by the host.`,
    });
  for (const table of tables) {
    const known = unrecorded.find((one) => one.table === table);
    if (known === undefined) reasons.push(...tableReasons(table, capability, zone, unknown));
    else reasons.push(unrecordedReason(known, formatClock(capability.server.now, zone)));
  }
  if (filters.table_schema !== undefined || filters.table === undefined)
    reasons.push({
      name: 'Not covered',
      text: 'A table without a capture trigger leaves no captured change. The mark at the top right lists which tables have one now.',
    });
  if (filters.correlation_id !== undefined)
    reasons.push({
      name: 'Strict correlation',
      text: 'Only transactions linked to an action with exactly this correlation match. Unlinked transactions never do, nor do stored values with spaces around them.',
    });
  if (filters.actor?.includes('anonymous') === true)
    reasons.push({
      name: 'Anonymous',
      text: 'Anonymous is what an application sets on purpose. Transactions whose actor nobody set are not among them: ask for actor not recorded.',
    });
  else if (filters.actor !== undefined)
    reasons.push({
      name: 'Set by the application',
      text: 'The actor is what the application set (unverified), at the first write of the transaction. Work under another name does not match.',
    });
  reasons.push({ name: 'Reads', text: 'Reads are never captured.' });
  return reasons;
}

/** Both ends are canonical here, so that the order of their text is the order of time. */
function isBackwards({ from, to }: Filters): boolean {
  return from !== undefined && to !== undefined && from > to;
}

/** What the command line says of it, and what that rests on. */
function unknownText({ table, meant }: UnknownTable): string {
  const said = `No change is recorded for table "${table}", and no capture trigger watches one of that name`;
  return meant === null ? `${said}.` : `${said}; did you mean "${meant}"?`;
}

/** A table that exists and of which no change is here. */
function unrecordedReason({ table, state }: UnknownTable, seen: string): Reason {
  switch (state) {
    case 'uncovered':
      return {
        name: 'Not covered',
        text: `${table} exists and has no capture trigger now (looked at ${seen}): its writes leave no captured change.`,
      };
    case 'partitioned':
      return {
        name: 'Partitions',
        text: `Changes of ${table} carry the names of its partitions: ask for those.`,
      };
    case 'captured':
    case 'unknown':
      return {
        name: 'Nothing recorded',
        text: `${table} has a capture trigger now (looked at ${seen}), but no change of it is here: none was made since, or all have been deleted.`,
      };
  }
}

function tableReasons(
  table: string,
  capability: Capability,
  zone: Zone,
  unknown: UnknownTables,
): readonly Reason[] {
  const { schema, name } = splitTable(table);
  const triggers = capability.triggers.filter(
    (trigger) => trigger.table_name === name && (schema === null || trigger.table_schema === schema),
  );
  const seen = `looked at ${formatClock(capability.server.now, zone)}`;
  const reasons: Reason[] = [];
  if (triggers.length === 0) {
    // Whether there ever was such a table is not told before it was looked up.
    if (unknown === 'looking') return [];
    const writes = unknown === 'failed' ? 'if there is such a table, its writes leave' : 'its writes leave';
    reasons.push({
      name: 'No trigger now',
      text: `${table} has no capture trigger now (${seen}): ${writes} no captured change.`,
    });
  } else if (triggers.every(({ enabled }) => enabled === 'D' || enabled === 'R'))
    reasons.push({
      name: 'Trigger disabled',
      text: `The capture trigger of ${table} is disabled now (${seen}).`,
    });
  return reasons;
}

interface NothingFoundProps {
  readonly source: string;
  readonly filters: Filters;
  readonly capability: Capability;
  readonly zone: Zone;
  readonly onChange: (filters: Filters) => void;
}

export function NothingFound({ source, filters, capability, zone, onChange }: NothingFoundProps): ReactNode {
  // The reasons say what is so now: rows are purged and triggers switched while a connection is open.
  useEffect(() => refreshCapability(source), [source, filters]);
  const asked = [
    ...(filters.any === undefined ? [] : [scopeText(filters.any)]),
    ...chipGroups(filters).map(groupText),
  ];
  const unknown = useUnknownTables(source, filters.table);
  const from = filters.from ?? capability.window.oldest;
  const range = `from ${from === null ? 'the beginning' : formatInstant(from, zone)} to ${
    filters.to === undefined ? 'now' : formatInstant(filters.to, zone)
  }`;
  return (
    <Empty
      title="No captured change matches"
      reasons={reasonsForNothing(filters, capability, zone, unknown)}
      actions={
        <>
          {typeof unknown !== 'string' && (
            <Slips
              slips={unknown.filter(({ state }) => state === 'unknown')}
              filters={filters}
              onChange={onChange}
            />
          )}
          {filters.correlation_id !== undefined && (
            <Button onClick={() => onChange(withoutKey(filters, 'correlation_id'))}>
              Remove the correlation filter
            </Button>
          )}
          {isBackwards(filters) && (
            <Button onClick={() => onChange(withWindow(filters, filters.to, filters.from))}>
              Swap the ends
            </Button>
          )}
          {(filters.from !== undefined || filters.to !== undefined) && (
            <Button onClick={() => onChange(withWindow(filters, undefined, undefined))}>
              Search all times
            </Button>
          )}
          {asked.length > 0 && (
            <Button variant="ghost" onClick={() => onChange(windowOnly(filters))}>
              Keep only the window
            </Button>
          )}
        </>
      }
    >
      Searched {asked.length === 0 ? 'all changes' : `changes where ${asked.join(' and ')}`}, {range}.
    </Empty>
  );
}

/** A slip in a table's name is mended with one press. */
function Slips({
  slips,
  filters,
  onChange,
}: Pick<NothingFoundProps, 'filters' | 'onChange'> & { readonly slips: readonly UnknownTable[] }): ReactNode {
  return slips.map(({ table, meant }) => {
    const without = withoutChip(filters, { key: 'table', not: false, value: table });
    return (
      <Fragment key={table}>
        {meant !== null && (
          <Button
            variant="solid"
            onClick={() => onChange(withChip(without, { key: 'table', not: false, value: meant }))}
          >
            Ask for {meant}
          </Button>
        )}
        <Button onClick={() => onChange(without)}>Remove the filter: table is {table}</Button>
      </Fragment>
    );
  });
}
