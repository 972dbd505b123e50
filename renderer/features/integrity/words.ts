import type {
  ColumnContradiction,
  DatedTransaction,
  Finding,
  FindingCode,
  Integrity,
  IntegrityCheck,
  Note,
} from '@shared/domain/integrity.ts';
import { findingWords } from '@renderer/features/row/findings.ts';
import { capital, formatCount, plural } from '@renderer/lib/format.ts';
import { formatShort, type Zone } from '@renderer/lib/zone.ts';

/** What a kind of finding is called, and what was seen where it is found. */
export const KINDS: Readonly<Record<FindingCode, { readonly name: string; readonly seen: string }>> = {
  written_later: {
    name: 'Written later than recorded',
    seen: 'A later transaction wrote the row than the time it claims: inserted and dated back, or edited.',
  },
  attached_to_foreign_transaction: {
    name: 'Under an older transaction',
    seen: 'The change was written when it says, but names an older transaction.',
  },
  actor_or_time_edited: {
    name: 'Transaction row rewritten',
    seen: 'The row of a transaction was rewritten outside it; its changes are in their place.',
  },
  txid_reuse: {
    name: 'Transaction number used twice',
    seen: 'Actor and source shown with the change are those of the first transaction of that number.',
  },
  capture_switched: {
    name: 'Capture switched',
    seen: 'Trigger or function was changed inside the window, after changes had been captured.',
  },
  chain_break: {
    name: 'A version is missing',
    seen: 'Two neighbouring versions of a row contradict each other.',
  },
  uncaptured_write: {
    name: 'Written past capture',
    seen: 'The live row is not as its newest captured image says, or another transaction wrote it.',
  },
};

export const NOTES: Readonly<Record<Note['code'], string>> = {
  clock_void: 'The clock does not apply',
  capture_off: 'Capture is off now',
  capture_gap: 'More writes counted than captured',
  late_commit: 'Written late',
  orphan_transactions: 'Transactions without a change',
  first_seen: 'First seen in this window',
  who_could: 'Who could change the trail',
  foreign_trigger: 'Foreign triggers, rules and policies on the trail',
  table_rewritten: 'Table rewritten',
  unresolved_keys: 'Changes without a whole key',
};

export const CHECKS: Readonly<
  Record<IntegrityCheck['check'], { readonly name: string; readonly asks: string }>
> = {
  clock: {
    name: 'Transaction-id clock',
    asks: 'Was each row of the trail written by the transaction it names?',
  },
  capture: {
    name: 'Capture triggers',
    asks: 'Was capture switched inside the window, after it had begun?',
  },
  chain: { name: 'Row chain', asks: 'Does each captured version follow from the one before?' },
  live: { name: 'Live rows', asks: 'Is each live row as its newest captured image says?' },
  around: { name: 'Surroundings', asks: 'Which weak signs are there, and who could change the trail?' },
};

interface Verdict {
  readonly kind: 'unexplained' | 'none' | 'untold' | 'nothing';
  readonly title: string;
  readonly text: string;
  /** Checks that did not run, told apart from what was found; null where all ran. */
  readonly untold: string | null;
}

/** Pure: what may be said of the window as a whole. */
export function verdictOf({ findings, capped, checks, could_not_tell, checked }: Integrity): Verdict {
  const untold = could_not_tell === 0 ? null : `${plural(could_not_tell, 'check')} could not tell`;
  const ran = checks.some(({ state }) => state === 'ran');
  if (findings.length > 0)
    return {
      kind: 'unexplained',
      title: `${formatCount(findings.length)}${capped ? ' or more' : ''} unexplained`,
      text: 'Each is a trace that capture cannot have left, unexplained until somebody explains it. None says who did it.',
      untold,
    };
  if (!ran)
    return {
      kind: 'untold',
      title: 'Could not tell',
      text: 'No check could be made, so that nothing is unexplained says nothing.',
      untold,
    };
  if (checked.changes === 0 && checked.rows === 0)
    return {
      kind: 'nothing',
      title: 'Nothing was checked',
      text: 'There is no captured change and no live row of a captured table in this window: deleted by retention, not covered, or nothing written.',
      untold,
    };
  return {
    kind: 'none',
    title: 'No unexplained finding',
    text: 'Which proves nothing: reads are never captured, a row forged in step with its neighbours keeps its place, and of a trigger only the last switching leaves a date.',
    untold,
  };
}

/** Pure: how much was read, for below the verdict and the status line. */
export function readText({ checked }: Integrity): string {
  return `${plural(checked.changes, 'change')} and ${plural(checked.rows, 'live row')} of ${plural(checked.tables, 'table')}`;
}

/** Pure: a finding as a sentence, the one thing to read of it. */
export function titleOf(finding: Finding, zone: Zone): string {
  const { kind, columns, table_schema, table_name, count } = finding;
  if (kind === 'live_differs' && columns.length > 0)
    return `${namesOf(columns)} of the live row ${columns.length === 1 ? 'differs' : 'differ'}, no captured change says so`;
  if (kind === 'trigger') return `Capture of ${table_schema ?? ''}.${table_name ?? ''} was switched`;
  if (kind === 'values' && columns.length > 0 && columns.some((one) => one.kind !== 'silent'))
    return `${namesOf(columns)}: a version between is missing`;
  const { title } = findingWords(finding, [], zone);
  return capitalUnlessColumn(count > 1 ? `${title}, ${formatCount(count)} alike` : title, columns);
}

const NAMED = 3;

function namesOf(columns: readonly ColumnContradiction[]): string {
  const names = [...new Set(columns.map(({ name }) => name))];
  const more = names.length - NAMED;
  return more > 0 ? `${names.slice(0, NAMED).join(', ')} and ${more} more` : names.join(', ');
}

/** A column's name is written as it is. */
function capitalUnlessColumn(text: string, columns: readonly ColumnContradiction[]): string {
  return columns.some(({ name }) => text.startsWith(name)) ? text : capital(text);
}

/** Pure: what the time a finding claims is of. */
export function claimedName({ code, kind }: Pick<Finding, 'code' | 'kind'>): string {
  if (code === 'uncaptured_write') return 'Newest image';
  if (code === 'chain_break') return 'Later version';
  return kind === 'transaction' ? 'Says it began' : 'Says captured';
}

/** Pure: what a column contradicts, beside its name. */
export function contradictionWords(kind: ColumnContradiction['kind']): string {
  switch (kind) {
    case 'silent':
      return 'earlier and later version; no change names it';
    case 'prior':
      return 'version before, and what is stored as prior value';
    case 'unchanged':
      return 'named as changed, yet both versions hold';
    case 'live':
      return 'newest image and live row';
  }
}

/** `03:45`, the end of a short instant; its day is not said twice. */
const CLOCK = 5;

/** Pure: between what a transaction was; none of it is a guess. */
export function datedWords(dated: DatedTransaction | null, zone: Zone): string {
  if (dated === null) return 'not dated';
  const { after, before } = dated;
  if (after !== null && before !== null) {
    const [a, b] = [formatShort(after, zone), formatShort(before, zone)];
    if (a === b) return a;
    const day = a.slice(0, -CLOCK);
    return `between ${a} and ${b.startsWith(day) ? b.slice(day.length) : b}`;
  }
  if (after !== null) return `after ${formatShort(after, zone)}`;
  return before === null ? 'not dated' : `before ${formatShort(before, zone)}`;
}

/** Pure: the window of its writing for the timeline; null where neither end is known. */
export function writingWindow(
  dated: DatedTransaction | null,
): { readonly from?: string; readonly to?: string } | null {
  if (dated === null || (dated.after === null && dated.before === null)) return null;
  return {
    ...(dated.after === null ? {} : { from: dated.after }),
    ...(dated.before === null ? {} : { to: dated.before }),
  };
}
