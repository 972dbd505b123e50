import { useRef, type ReactNode } from 'react';
import type { Capability } from '@shared/domain/capability.ts';
import type { FindingCode } from '@shared/domain/integrity.ts';
import { tableText } from '@renderer/lib/change.ts';
import type { FilterProblem } from '@renderer/lib/filterSearch.ts';
import { formatCount, plural, sentence } from '@renderer/lib/format.ts';
import { formatClock, formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { Panel } from '@renderer/ui/Screen.tsx';
import { Empty, ErrorPanel, Stale } from '@renderer/ui/States.tsx';
import { CheckList, Running } from './CheckList.tsx';
import { CapturePanel, WhatWasChecked } from './CoveragePanels.tsx';
import { Findings } from './Findings.tsx';
import css from './Integrity.module.css';
import { WeakSigns, WhoCould } from './Notes.tsx';
import { stepsOf } from './steps.ts';
import { useFindingKeys } from './useFindingKeys.ts';
import type { Checked, Run } from './useRun.ts';
import { Verdict } from './Verdict.tsx';

interface IntegrityBodyProps {
  readonly state: Run;
  /** What the address asks that cannot be asked. */
  readonly problems: readonly FilterProblem[];
  readonly capability: Capability;
  /** Of the list shown. */
  readonly name: string;
  readonly table: string | null;
  readonly code: FindingCode | null;
  readonly zone: Zone;
  readonly onCode: (code: FindingCode | null) => void;
}

export function IntegrityBody(props: IntegrityBodyProps): ReactNode {
  const { state, problems, capability, table, zone } = props;
  const { checked, running, heard, error, run, stop } = state;
  if (problems.length > 0)
    return (
      <Empty
        title="This window cannot be checked"
        reasons={problems.map(({ key, message, hint }) => ({
          name: key,
          text: `${sentence(message)} ${hint ?? ''}`,
        }))}
      />
    );
  const isUncovered = capability.uncovered_tables.some((one) => tableText(one) === table);
  return (
    <>
      {isUncovered && (
        <p className={css['uncovered']}>
          {table} has no capture trigger that fires for ordinary writes: they leave no captured change to
          check.
        </p>
      )}
      {running && checked !== null && (
        <Stale>
          What is below was checked at {formatClock(checked.begun, zone)}; a new check is under way.
        </Stale>
      )}
      {running && <Running heard={heard} onStop={stop} />}
      {error !== null && (
        <div className={css['failed']}>
          {error.code === 'cancelled' ? (
            <p role="status">
              Stopped: this run told nothing. <Button onClick={run}>Check again</Button>
            </p>
          ) : (
            <ErrorPanel title="This window was not checked" error={error} onRetry={run} />
          )}
        </div>
      )}
      {checked !== null && <Answered {...props} checked={checked} />}
      {checked === null && !running && (
        <NotChecked capability={capability} table={table} zone={zone} onRun={run} />
      )}
    </>
  );
}

function Answered({
  checked,
  name,
  code,
  zone,
  onCode,
}: IntegrityBodyProps & { readonly checked: Checked }): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useFindingKeys(list, name);
  const { integrity, steps } = checked;
  const { findings, notes, capture } = integrity;
  return (
    <>
      <Verdict checked={checked} zone={zone} />
      <div className={css['answer']} data-bare={findings.length === 0 ? '' : undefined}>
        {findings.length > 0 && (
          <div ref={list} className={css['findings']}>
            <Findings findings={findings} code={code} zone={zone} onCode={onCode} />
          </div>
        )}
        <aside className={css['aside']} aria-label="What the findings rest on">
          <WhoCould notes={notes} zone={zone} />
          <WeakSigns notes={notes} zone={zone} />
          <WhatWasChecked integrity={integrity} steps={steps} zone={zone} />
        </aside>
      </div>
      <CapturePanel capture={capture} zone={zone} />
    </>
  );
}

/** Not loaded yet, which is not the same as nothing found. */
function NotChecked({
  capability,
  table,
  zone,
  onRun,
}: {
  readonly capability: Capability;
  readonly table: string | null;
  readonly zone: Zone;
  readonly onRun: () => void;
}): ReactNode {
  const { estimates, window } = capability;
  return (
    <Panel title="Not checked yet" className={css['intro']}>
      <p>
        Audit rows are ordinary rows: whoever may write the tables may forge, edit or delete them. PostgreSQL
        leaves marks of it, which SELECT is enough to read. They never prove innocence; “cannot tell” is an
        answer.
      </p>
      <CheckList steps={stepsOf([], 0)} />
      <p>
        Every captured change {table === null ? '' : <span className="mono">of {table} </span>}in the window
        is read, and its live rows: about {formatCount(Math.round(estimates.changes))} changes are held in all
        (estimate)
        {window.oldest !== null && (
          <>
            , the oldest row still here is of{' '}
            <span className="mono">{formatInstant(window.oldest, zone)}</span>
          </>
        )}
        . {plural(capability.triggers.length, 'capture trigger')} present now. It runs in one read-only
        snapshot and may be stopped; other screens stay usable, and the answer is kept while the connection is
        open.
      </p>
      <p>
        <Button variant="solid" onClick={onRun}>
          Check this window
        </Button>
      </p>
    </Panel>
  );
}
