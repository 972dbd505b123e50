import { Link } from '@tanstack/react-router';
import { Check, CircleSlash, CircleDashed } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CaptureState, DatedTransaction, Integrity } from '@shared/domain/integrity.ts';
import { tableText } from '@renderer/lib/change.ts';
import { formatCount, formatSeconds } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Panel } from '@renderer/ui/Screen.tsx';
import { Table } from '@renderer/ui/Table.tsx';
import { coverageOf, type Covered } from './coverage.ts';
import css from './Integrity.module.css';
import { rateOf, type Step } from './steps.ts';
import { CHECKS, datedWords, writingWindow } from './words.ts';

interface CoverageProps {
  readonly integrity: Integrity;
  readonly steps: readonly Step[];
  readonly zone: Zone;
}

/** What each check looked at, and where it says nothing either way. */
export function WhatWasChecked({ integrity, steps, zone }: CoverageProps): ReactNode {
  return (
    <Panel title="What each check covered">
      <ul className={css['covered']}>
        {coverageOf(integrity, zone).map((covered) => (
          <Coverage
            key={covered.check}
            covered={covered}
            step={steps.find(({ check }) => check === covered.check) ?? null}
          />
        ))}
      </ul>
    </Panel>
  );
}

const STATES = {
  ran: { Icon: Check, name: 'ran' },
  partly: { Icon: CircleDashed, name: 'ran in part' },
  untold: { Icon: CircleSlash, name: 'could not tell' },
} as const;

function Coverage({ covered, step }: { readonly covered: Covered; readonly step: Step | null }): ReactNode {
  const { Icon, name } = STATES[covered.state];
  const rate = step === null ? null : rateOf(step);
  return (
    <li data-state={covered.state}>
      <Icon size={14} strokeWidth={1.5} role="img" aria-label={name} />
      <div>
        <h3>{CHECKS[covered.check].name}</h3>
        <p>{CHECKS[covered.check].asks}</p>
        {covered.covered !== null && <p className={css['what']}>{covered.covered}</p>}
        {covered.gaps.map((gap) => (
          <p key={gap} className={css['gap']}>
            {gap}
          </p>
        ))}
        {step?.seconds != null && (
          <p>
            {formatSeconds(step.seconds)}
            {rate !== null && rate > 0 && `, ${formatCount(rate)} a second`}
          </p>
        )}
      </div>
    </li>
  );
}

const ENABLED: Readonly<Record<string, string>> = {
  O: 'on',
  A: 'always on',
  D: 'disabled',
  R: 'on replicas only',
};

/** Since when each table is captured as it is: upstream cannot say, the clock can. */
export function CapturePanel({
  capture,
  zone,
}: {
  readonly capture: readonly CaptureState[];
  readonly zone: Zone;
}): ReactNode {
  return (
    <Panel title="When capture was installed and switched" second="by the transaction ids of the catalogue">
      {capture.length === 0 ? (
        <p className="dim">No captured table is in question here.</p>
      ) : (
        <Table
          label="Capture of each table"
          rows={capture}
          keyOf={(one) => `${tableText(one)} ${one.trigger}`}
          columns={[
            {
              title: 'Table',
              of: (one) => (
                <Link to="/timeline" search={{ table: [tableText(one)] }} className="lk mono">
                  {tableText(one)}
                </Link>
              ),
            },
            {
              title: 'Trigger now',
              of: ({ enabled, trigger }) => (
                <span
                  title={trigger}
                  className={enabled === 'D' || enabled === 'R' ? css['warn'] : undefined}
                >
                  {ENABLED[enabled] ?? enabled}
                </span>
              ),
            },
            { title: 'Installed', of: ({ created }) => <Dated dated={created} zone={zone} /> },
            {
              title: 'Last switched',
              of: ({ switched, created }) => <Dated dated={switched} installed={created} zone={zone} />,
            },
            {
              title: 'Function replaced',
              of: ({ function_changed, created }) => (
                <Dated dated={function_changed} installed={created} zone={zone} />
              ),
            },
            {
              title: 'Table altered',
              of: ({ table_altered }) => <Dated dated={table_altered} zone={zone} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}

function Dated({
  dated,
  installed = null,
  zone,
}: {
  readonly dated: DatedTransaction | null;
  /** What needs no date of its own: it was done when capture was installed. */
  readonly installed?: DatedTransaction | null;
  readonly zone: Zone;
}): ReactNode {
  const window = writingWindow(dated);
  if (dated === null || window === null) return <span className="dim">not dated</span>;
  if (installed !== null && installed.txid === dated.txid) return <span className="dim">as installed</span>;
  const words = datedWords(dated, zone);
  const exact = [
    ...(dated.after === null ? [] : [`after ${formatInstant(dated.after, zone)}`]),
    ...(dated.before === null ? [] : [`before ${formatInstant(dated.before, zone)}`]),
    `transaction ${dated.txid}`,
  ].join('\n');
  // Of all that lies before the oldest row nothing can be shown.
  if (dated.after === null) return <span title={exact}>{words}</span>;
  return (
    <Link to="/timeline" search={window} className="lk" title={exact}>
      {words}
    </Link>
  );
}
