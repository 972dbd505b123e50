import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { SchemaCoverage } from '@shared/domain/coverage.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { useZone } from '@renderer/lib/settings.ts';
import { formatClock } from '@renderer/lib/zone.ts';
import { Pill } from '@renderer/ui/Marks.tsx';
import { Popover } from '@renderer/ui/Popover.tsx';
import { ErrorPanel } from '@renderer/ui/States.tsx';
import { Tooltip } from '@renderer/ui/Tooltip.tsx';
import { judge, splitOwn } from './coverageVerdict.ts';
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
            ? own.length > 0
              ? 'only Threadline’s own tables, which are not counted'
              : 'no table of the application'
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
        {own.length > 0 && total > 0 && (
          <>
            <dt>Threadline’s own</dt>
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
