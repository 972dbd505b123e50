import type { Overview } from '@shared/domain/summaries.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';

/** Pure: the verdict over the triggers of all schemas, in the words of the pill. */
export function coverageWords({ verdict, covered, uncovered }: Overview['coverage']): string {
  switch (verdict) {
    case 'all_covered':
      return `All covered: triggers present now on ${plural(covered, 'table')}`;
    case 'gaps':
      return `${plural(uncovered, 'table')} uncovered, ${formatCount(covered)} with triggers present now`;
    case 'nothing_captured':
      return 'No table has a capture trigger now';
  }
}

/** Pure: what the checks of the period found. */
export function integrityWords({ summary, reason }: Overview['integrity']): string {
  if (summary === null) return reason ?? 'not run';
  const { unexplained, capped, could_not_tell, changes, rows } = summary;
  const found =
    unexplained === 0
      ? 'No unexplained finding'
      : `${formatCount(unexplained)}${capped ? ' or more' : ''} unexplained`;
  const unsure = could_not_tell === 0 ? '' : `, ${plural(could_not_tell, 'check')} could not tell`;
  return `${found}${unsure}; checked ${plural(changes, 'change')} and ${plural(rows, 'live row')}`;
}

/** Pure: what the host last deleted, as far as it says so. */
export function retentionWords({ recorded, last_run: run }: Overview['retention']): string {
  if (run === null) return recorded ? 'none recorded' : 'the host records none here';
  return `${run.status}, deleted ${run.deleted_count ?? 'an unknown number of'} rows`;
}

/** Pure: changes counted in the period. */
export function countedIn({ volume }: Overview): number {
  return volume.buckets.reduce(
    (sum, { counts }) => sum + Object.values(counts).reduce((all, n) => all + n, 0),
    0,
  );
}
