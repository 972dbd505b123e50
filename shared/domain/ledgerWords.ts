import type { LedgerCheckResult } from './ledgerCheck.ts';
import { plural } from './plural.ts';

/** What a walk over the chain says, in the words of screen and command line alike. */
export function ledgerVerdict({
  verdict,
  entries,
  segments,
  faults_total: faults,
  missing,
}: Pick<LedgerCheckResult, 'verdict' | 'entries' | 'segments' | 'faults_total' | 'missing'>): string {
  const what = `${plural(entries, 'entry', 'entries')} in ${plural(segments, 'segment')}`;
  switch (verdict) {
    case 'empty':
      return 'no entry yet';
    case 'unchanged':
      return `unchanged since written: ${what}`;
    case 'incomplete':
      return `what is here is unchanged since written: ${what}; ${plural(missing.length, 'segment')} not here`;
    case 'broken':
      return `changed since written: ${plural(faults, 'break')} in the chain of ${what}`;
  }
}
