import type { ColumnContradiction, Finding, FindingCode, IntegrityMark } from '@shared/domain/integrity.ts';
import { isNested } from '@renderer/lib/fieldDiff.ts';
import { plural } from '@renderer/lib/format.ts';
import { jsonDiff } from '@renderer/lib/jsonDiff.ts';
import { formatInstant, formatShort, type Zone } from '@renderer/lib/zone.ts';
import { isBreak, versionName, versionOf, type Version } from './versions.ts';

/** What a finding is called where there is no room for its sentence. */
export const FINDING_NAMES: Readonly<Record<FindingCode, string>> = {
  written_later: 'written later',
  attached_to_foreign_transaction: 'foreign transaction',
  actor_or_time_edited: 'transaction edited',
  txid_reuse: 'number used twice',
  capture_switched: 'capture switched',
  chain_break: 'chain break',
  uncaptured_write: 'uncaptured write',
};

interface Words {
  readonly title: string;
  readonly text: string;
}

/** Names and values listed before the rest is only counted. */
const NAMED = 3;
const LONGEST_VALUE = 40;

/** Pure: a finding as a sentence, and what it rests on. The check's own words stay beside it. */
export function findingWords(finding: Finding, versions: readonly Version[], zone: Zone): Words {
  if (isBreak(finding) && finding.kind === 'values') return breakWords(finding, versions, zone);
  const { code, claimed_at, written, columns, seen } = finding;
  if (code === 'written_later' && claimed_at !== null && written !== null) {
    const at = written.at ?? written.after ?? written.before;
    const title = `Recorded ${formatShort(claimed_at, zone)}, written ${at === null ? 'at another time' : formatShort(at, zone)}`;
    const prior = columns.filter(({ kind }) => kind === 'prior').slice(0, NAMED);
    return { title, text: [writtenText(written, zone), ...prior.map(priorText)].join(' ') };
  }
  return { title: TITLES[finding.kind] ?? FINDING_NAMES[code], text: seen };
}

const TITLES: Partial<Record<Finding['kind'], string>> = {
  insert_over_life: 'Inserted although it was there',
  write_after_delete: 'Written after its delete',
  live_differs: 'The live row differs, no captured change says so',
  live_missing: 'The live row is gone, no captured change says so',
  live_after_delete: 'There is a live row after its captured delete',
  live_never_captured: 'There is a live row that was never captured',
  live_rewritten: 'The live row was written by another transaction than its newest change',
  trigger: 'Capture of this table was switched',
  function: 'The capture function was changed',
};

function writtenText({ txid, after, before }: NonNullable<Finding['written']>, zone: Zone): string {
  const date = (at: string): string => formatInstant(at, zone);
  const between =
    after !== null && before !== null
      ? `between ${date(after)} and ${date(before)}`
      : after !== null
        ? `after ${date(after)}`
        : before !== null
          ? `before ${date(before)}`
          : 'at a time that cannot be told';
  return `The row was written by transaction ${txid}, ${between}.`;
}

function priorText({ name, after }: ColumnContradiction): string {
  const value = isNested(after) ? '' : `, ${short(after)},`;
  return `Its prior ${name}${value} is not what the version before holds.`;
}

function breakWords({ columns, change_ids }: Finding, versions: readonly Version[], zone: Zone): Words {
  const [earlier, later] = change_ids.map((id) => versionOf(versions, id));
  const names = [...new Set(columns.map(({ name }) => name))];
  const silent = columns.filter(({ kind }) => kind === 'silent');
  const what = listed(names);
  const title =
    silent.length === columns.length
      ? `${what} changed, no captured change says so`
      : `${what}: a version between is missing`;
  const called = (version: Version | null | undefined, other: string): string =>
    version == null ? other : versionName(version, zone);
  const from = silent.slice(0, NAMED).map(wentText);
  const own = later?.entry.audit_change.changed_fields ?? [];
  const only = own.length === 0 ? '' : `; ${called(later, 'the later')} names only ${listed(own)}`;
  const between = `Between ${called(earlier, 'the earlier version')} and ${called(later, 'the later')}`;
  const text =
    from.length === 0
      ? `${between} ${columns.map(({ name }) => name).join(', ')} contradict each other.`
      : `${between} ${from.join(', ')}${only}.`;
  return { title, text: `${text} A captured version is missing: deleted, or written with capture off.` };
}

function wentText({ name, before, after }: ColumnContradiction): string {
  if (!isNested(before) || !isNested(after)) return `${name} went from ${short(before)} to ${short(after)}`;
  const { differing, total } = jsonDiff(before, after);
  return `${name} changed in ${differing} of ${total} paths`;
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return more > 0 ? `${names.slice(0, NAMED).join(', ')} and ${more} more` : names.join(', ');
}

function short(value: string): string {
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
}

/** Pure: of each kind how often, for the head of the screen; from marks alone only that there are some. */
export function findingCounts(
  findings: readonly Finding[] | null,
  marks: readonly IntegrityMark[],
): readonly { readonly code: FindingCode; readonly text: string }[] {
  if (findings === null) {
    const codes = [...new Set(marks.flatMap((mark) => mark.codes))];
    return codes.map((code) => ({ code, text: FINDING_NAMES[code] }));
  }
  const codes = [...new Set(findings.map(({ code }) => code))];
  return codes.map((code) => {
    const count = findings.filter((finding) => finding.code === code).length;
    return { code, text: code === 'written_later' ? `${count} written later` : counted(count, code) };
  });
}

function counted(count: number, code: FindingCode): string {
  return plural(count, FINDING_NAMES[code]);
}
