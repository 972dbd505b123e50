import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Coverage, SchemaCoverage } from '@shared/domain/coverage.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { formatClock } from '@renderer/lib/zone.ts';
import { Pill } from '@renderer/ui/Marks.tsx';
import { Popover } from '@renderer/ui/Popover.tsx';
import { ErrorPanel } from '@renderer/ui/States.tsx';
import { Tooltip } from '@renderer/ui/Tooltip.tsx';
import css from './TopBar.module.css';

const POLL_MS = 30_000;

/** Whether every table has a capture trigger now. Green never means more than that, and its tooltip says so. */
export function CoveragePill({ source }: { readonly source: string }): ReactNode {
  const zone = useZone();
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['coverage', source],
    queryFn: ({ signal }) => call('health.coverage', { source }, { signal }),
    refetchInterval: POLL_MS,
    structuralSharing: false,
  });
  const verdict = judge(data, error !== null, (at) => formatClock(at, zone));
  return (
    <Tooltip content={verdict.tip}>
      <span>
        <Popover
          label="Coverage"
          open={open}
          onOpenChange={setOpen}
          trigger={<Pill tone={verdict.tone}>{verdict.label}</Pill>}
        >
          <div className={css['cover']}>
            <h2>{verdict.title}</h2>
            <p>{verdict.tip}</p>
            {error !== null && <ErrorPanel error={asInvestigatorError(error)} />}
            {data?.schemas.map((schema) => (
              <SchemaBlock key={schema.schema} schema={schema} />
            ))}
            <div className={css['foot']}>
              <span>{data === undefined ? 'never read' : `read at ${formatClock(data.read_at, zone)}`}</span>
              <button type="button" className="lk" onClick={() => void refetch()}>
                Read again
              </button>
            </div>
          </div>
        </Popover>
      </span>
    </Tooltip>
  );
}

function SchemaBlock({ schema }: { readonly schema: SchemaCoverage }): ReactNode {
  const { covered, expected_uncovered: expected } = schema;
  const { uncovered, own } = splitOwn(schema);
  const total = covered.length + uncovered.length + expected.length;
  return (
    <section className={css['schema']}>
      <h3>
        {schema.schema}
        <span>
          {total === 0
            ? 'no table of the application'
            : `triggers present now on ${formatCount(covered.length)} of ${plural(total, 'table')}`}
        </span>
      </h3>
      <dl>
        {uncovered.length > 0 && (
          <>
            <dt>uncovered</dt>
            <dd className={css['bad']}>{uncovered.join(', ')}</dd>
          </>
        )}
        {covered.length > 0 && (
          <>
            <dt>covered</dt>
            <dd>{covered.join(', ')}</dd>
          </>
        )}
        {own.length > 0 && (
          <>
            <dt>its own</dt>
            <dd>{own.join(', ')}</dd>
          </>
        )}
        {expected.length > 0 && (
          <>
            <dt>expected</dt>
            <dd>{expected.map(({ table }) => table).join(', ')}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

/** Threadline's own tables are never captured; they are no gap in what the application writes. */
const OWN =
  /^(?:audit_(?:transactions|changes|actions)|threadline_(?:export_jobs|retention_runs|saved_views|evidence_records))$/;

function splitOwn({ uncovered }: SchemaCoverage): {
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
