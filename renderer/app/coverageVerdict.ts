import type { Coverage, SchemaCoverage } from '@shared/domain/coverage.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';

/** Threadline's own tables are never captured; they are no gap in what the application writes. */
const OWN =
  /^(?:audit_(?:transactions|changes|actions)|threadline_(?:export_jobs|retention_runs|saved_views|evidence_records))$/;

export function splitOwn({ uncovered }: SchemaCoverage): {
  readonly uncovered: readonly string[];
  readonly own: readonly string[];
} {
  return {
    uncovered: uncovered.filter((table) => !OWN.test(table)),
    own: uncovered.filter((table) => OWN.test(table)),
  };
}

interface Verdict {
  readonly tone: 'ok' | 'part' | 'unknown';
  readonly label: string;
  readonly title: string;
  readonly tip: string;
}

/** Pure: the pill's words for an answer, a failure, or neither yet. */
export function judge(data: Coverage | undefined, failed: boolean, clock: (at: string) => string): Verdict {
  if (data === undefined)
    return failed
      ? {
          tone: 'unknown',
          label: 'Coverage unknown',
          title: 'Coverage is not known',
          tip: 'The triggers could not be read.',
        }
      : {
          tone: 'unknown',
          label: 'Reading coverage',
          title: 'Reading coverage',
          tip: 'Looking at the triggers of every table.',
        };
  const count = (of: (schema: SchemaCoverage) => readonly unknown[]): number =>
    data.schemas.reduce((sum, schema) => sum + of(schema).length, 0);
  const covered = count((schema) => schema.covered);
  const uncovered = count((schema) => splitOwn(schema).uncovered);
  const all = covered + uncovered;
  const present = `Triggers present now: ${formatCount(covered)} of ${plural(all, 'table')}.`;
  if (failed)
    return {
      tone: 'unknown',
      label: `unknown since ${clock(data.read_at)}`,
      title: `Not known since ${clock(data.read_at)}`,
      tip: `${present} That was then; the last reading failed.`,
    };
  if (all === 0)
    return {
      tone: 'unknown',
      label: 'No application table',
      title: 'No table of the application to look at',
      tip: 'No table was found that should have a capture trigger. That is not the same as all being covered.',
    };
  if (uncovered === 0)
    return {
      tone: 'ok',
      label: 'All covered',
      title: 'Every table has a capture trigger now',
      tip: `${present} It says nothing about yesterday.`,
    };
  return {
    tone: 'part',
    label: `${formatCount(uncovered)} uncovered`,
    title: `${plural(uncovered, 'table')} without a capture trigger`,
    tip: `${present} A write to an uncovered table leaves no captured change.`,
  };
}
