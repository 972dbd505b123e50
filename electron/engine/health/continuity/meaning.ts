import type { TableContinuity } from '@shared/domain/continuity.ts';

type Known = Omit<TableContinuity, 't0' | 'meaning'>;

/**
 * T0 of one table from what is known (CONTRACT §10). The trigger's own date counts unless changes are older than
 * it: then it was replaced or switched since. Otherwise the oldest change is an upper bound and no more. Instants
 * are canonical, so that the order of their texts is theirs. Pure.
 */
export function t0Of({ trigger_written, earliest_change }: Known): TableContinuity['t0'] {
  const after = trigger_written?.after ?? null;
  const before = trigger_written?.before ?? null;
  const dated = after !== null || before !== null;
  const replaced = earliest_change !== null && after !== null && earliest_change < after;
  if (dated && !replaced)
    return { basis: 'trigger', not_before: after, not_after: before ?? earliest_change };
  if (earliest_change !== null)
    return { basis: 'earliest_change', not_before: null, not_after: earliest_change };
  return { basis: 'unknown', not_before: null, not_after: null };
}

/** What an investigator may conclude, and what not. Pure. */
export function meaningOf(known: Known, t0: TableContinuity['t0']): string {
  return [beginning(known, t0), state(known)].filter((text) => text !== '').join(' ');
}

function beginning(
  { earliest_change, earliest_known, trigger_written, trigger, partitioned }: Known,
  { basis, not_before, not_after }: TableContinuity['t0'],
): string {
  if (partitioned) return 'Rows are captured under the names of its partitions.';
  const unknown =
    'A row without history may still have existed: as-of answers before_audit_horizon, not "absent".';
  switch (basis) {
    case 'trigger':
      return (
        `The capture trigger stands as it is since ${span(not_before, not_after)}. ` +
        `What was written before may not have been captured, and an empty history before then says nothing. ${unknown}`
      );
    case 'earliest_change':
      return (
        `Capture began at ${earliest_change ?? ''} or earlier; when exactly is not recorded.` +
        `${replacedText(trigger, trigger_written)} ${unknown}`
      );
    case 'unknown':
      return earliest_known
        ? `Nothing is captured of this table yet, or all of it was purged. ${unknown}`
        : `Its oldest change was not found in time. ${unknown}`;
  }
}

function replacedText(trigger: string | null, written: TableContinuity['trigger_written']): string {
  if (trigger === null || written === null) return '';
  return ` Its trigger was created anew or switched since, ${span(written.after, written.before)}: writes around then may be missing.`;
}

function state({ trigger, covered, enabled, partitioned }: Known): string {
  if (trigger === null) return 'There is no capture trigger now: nothing new is captured.';
  if (covered || partitioned) return '';
  return enabled === 'D'
    ? 'Its trigger is disabled: nothing new is captured.'
    : 'Its trigger fires on replicas only: ordinary writes are not captured.';
}

function span(after: string | null, before: string | null): string {
  if (after !== null && before !== null) return after === before ? after : `between ${after} and ${before}`;
  if (after !== null) return `after ${after}`;
  return before === null ? 'a time that is not known' : `before ${before}`;
}
