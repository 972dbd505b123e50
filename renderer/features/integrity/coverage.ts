import type { Integrity, IntegrityCheck } from '@shared/domain/integrity.ts';
import { tableText } from '@renderer/lib/change.ts';
import { formatCount, plural, sentence } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';

export interface Covered {
  readonly check: IntegrityCheck['check'];
  readonly state: 'ran' | 'partly' | 'untold';
  /** What it looked at; null where it did not run at all. */
  readonly covered: string | null;
  /** Where it says nothing, and why. */
  readonly gaps: readonly string[];
}

/** Pure: of each check what it covered, and where it does not apply. */
export function coverageOf(integrity: Integrity, zone: Zone): readonly Covered[] {
  const names = [...new Set(integrity.checks.map(({ check }) => check))];
  return names.map((check) => {
    const own = integrity.checks.filter((one) => one.check === check);
    const ran = own.filter(({ state }) => state === 'ran');
    const gaps = check === 'clock' ? clockGaps(integrity, own, zone) : gapsOf(own);
    return {
      check,
      state: ran.length === 0 ? 'untold' : gaps.length > 0 ? 'partly' : 'ran',
      covered: ran.length === 0 ? null : coveredText(check, ran.length, integrity),
      gaps,
    };
  });
}

function coveredText(check: IntegrityCheck['check'], ran: number, integrity: Integrity): string {
  const { applies, capture, notes, checked } = integrity;
  switch (check) {
    case 'clock':
      return applies.relations
        .filter((one) => one.applies)
        .map(
          ({ relation, agreeing, rows }) =>
            `${relation}: ${formatCount(agreeing)} of ${plural(rows, 'row')} written by the very transaction named`,
        )
        .join('; ');
    case 'capture':
      return `${plural(capture.length, 'trigger')} dated`;
    case 'chain':
      return plural(checked.changes, 'change');
    case 'live':
      return `${plural(checked.rows, 'live row')} of ${plural(ran, 'table')}`;
    case 'around':
      return notes.length === 0 ? 'nothing to note' : plural(notes.length, 'note');
  }
}

/** What is true but limits a check that ran is a gap, too. */
function gapsOf(checks: readonly IntegrityCheck[]): readonly string[] {
  return checks.flatMap(({ state, reason, table_schema, table_name }) => {
    if (reason === null && state === 'ran') return [];
    const where =
      table_schema === null || table_name === null ? '' : `${tableText({ table_schema, table_name })}: `;
    if (state === 'ran') return [`${where}${sentence(reason ?? '')}`];
    const how = state === 'skipped' ? 'left out here' : 'does not apply here';
    return [`${where}${how}: ${reason ?? 'why is not told'}`];
  });
}

/** The clock is told part by part: a rewritten table loses it only for its older rows. */
function clockGaps({ applies }: Integrity, checks: readonly IntegrityCheck[], zone: Zone): readonly string[] {
  const parts = applies.relations.flatMap(({ relation, applies: here, since, reason }) => {
    if (!here) return [`${relation}: does not apply here: ${reason ?? 'why is not told'}`];
    if (since === null) return [];
    return [
      `${relation}: does not apply before ${formatInstant(since, zone)}: ${reason ?? 'why is not told'}`,
    ];
  });
  return parts.length > 0 ? parts : gapsOf(checks);
}
