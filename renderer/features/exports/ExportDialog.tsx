import { useEffect, useRef, useState, type ReactNode } from 'react';
import {
  DEFAULT_MAX_ROWS,
  exportFormats,
  type ExportFormat,
  type ExportProgress,
} from '@shared/domain/exports.ts';
import { isUnfiltered, type Filters } from '@shared/domain/filters.ts';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { chipGroups, chipLabels } from '@renderer/lib/chips.ts';
import { copyText } from '@renderer/lib/clipboard.ts';
import { connectionOptions, exportCommand } from '@renderer/lib/commandLine.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { formatBytes, formatCount, formatSeconds, plural } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import { Button, Segmented } from '@renderer/ui/Button.tsx';
import { Dialog } from '@renderer/ui/Dialog.tsx';
import { Input, ProblemText, SwitchField } from '@renderer/ui/Field.tsx';
import { ErrorPanel, ProgressBar } from '@renderer/ui/States.tsx';
import { absencesOf } from './absences.ts';
import css from './Export.module.css';
import { exportForecast, type Counted, type Forecast as ForecastWords } from './forecast.ts';
import { ExportResult } from './ExportResult.tsx';
import { paceOf, useExport } from './useExport.ts';
import { useFormat } from './useFormat.ts';

interface ExportDialogProps {
  readonly source: OpenSource;
  readonly filters: Filters;
  readonly zone: Zone;
  /** How many match, as far as that was counted already. */
  readonly count: Counted | undefined;
}

/** Writes what the filters ask for into a file, and says exactly what was written. */
export function ExportDialog(props: ExportDialogProps): ReactNode {
  const open = useDesk((desk) => desk.dialog === 'export');
  return open ? <OpenExportDialog {...props} /> : null;
}

function OpenExportDialog({ source, filters, zone, count }: ExportDialogProps): ReactNode {
  const show = useDesk((desk) => desk.show);
  const [format, setFormat] = useFormat();
  const [all, setAll] = useState(false);
  const [limit, setLimit] = useState(formatCount(DEFAULT_MAX_ROWS));
  const [actions, setActions] = useState(false);
  const run = useExport(source.source, filters);
  const rows = all ? null : readLimit(limit);
  const options = { format, maxRows: rows ?? null, actions: actions && format === 'csv' };
  const wrong = !all && rows === null;
  const close = (): void => show(null);
  if (run.result !== null)
    return (
      <Dialog
        open
        wide
        onClose={close}
        title={`${plural(run.result.returned_count, 'change')} written`}
        footer={
          <>
            <Button large variant="ghost" onClick={run.reset}>
              Export again
            </Button>
            <DoneButton onClick={close} />
          </>
        }
      >
        <ExportResult result={run.result} />
      </Dialog>
    );
  return (
    <Dialog
      open
      wide
      busy={run.running}
      onClose={close}
      title="Export these changes"
      description={describe(filters, zone)}
      footer={
        run.running ? (
          <Button large onClick={run.cancel}>
            Cancel the export
          </Button>
        ) : (
          <>
            <Button
              large
              variant="ghost"
              onClick={() =>
                void copyText(exportCommand(filters, options, connectionOptions(source)), 'command line')
              }
            >
              Copy as command
            </Button>
            <span className="grow" />
            <Button large variant="ghost" onClick={close}>
              Cancel
            </Button>
            <Button large variant="solid" disabled={wrong} onClick={() => run.start(options)}>
              Choose a place and write
            </Button>
          </>
        )
      }
    >
      {run.running ? (
        <Running progress={run.progress} path={run.path} />
      ) : (
        <div className={css['stack']}>
          {run.error !== null && run.error.code !== 'cancelled' && <ErrorPanel error={run.error} />}
          {run.error?.code === 'cancelled' && (
            <p className={css['what']} role="status">
              The export was cancelled. No file was left behind.
            </p>
          )}
          <div className={css['line']}>
            <span>Format</span>
            <Segmented
              label="Format"
              value={format}
              options={exportFormats.map((value) => ({ value, label: value.toUpperCase() }))}
              onChange={setFormat}
            />
            <span />
            <span className="dim">{FORMAT_WORDS[format]}</span>
          </div>
          <div className={css['line']}>
            <span id="export-rows">Rows</span>
            <div className={css['limit']} role="radiogroup" aria-labelledby="export-rows">
              <label>
                <input type="radio" name="rows" checked={!all} onChange={() => setAll(false)} />
                at most
              </label>
              <Input
                type="text"
                inputMode="numeric"
                aria-label="Most rows"
                aria-invalid={wrong}
                value={limit}
                disabled={all}
                onChange={(event) => setLimit(event.target.value)}
              />
              <label>
                <input type="radio" name="rows" checked={all} onChange={() => setAll(true)} />
                all
              </label>
            </div>
          </div>
          {wrong && (
            <ProblemText problem={{ message: 'A number of rows is needed.', hint: 'Or choose all.' }} />
          )}
          {!wrong && <Forecast words={exportForecast(count, rows, zone)} />}
          {format === 'csv' ? (
            <SwitchField
              label="With the linked action"
              hint="Adds the columns correlation_id and action_id."
              checked={actions}
              onChange={setActions}
            />
          ) : (
            <p className={css['what']}>A linked action is in every object: its id and correlation.</p>
          )}
          <p className={css['absent']}>{absencesOf(format, actions)}</p>
        </div>
      )}
    </Dialog>
  );
}

/** The button that was pressed to write is gone: the focus goes on to what ends it. */
function DoneButton({ onClick }: { readonly onClick: () => void }): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <Button ref={button} large variant="solid" onClick={onClick}>
      Done
    </Button>
  );
}

function Forecast({ words: { what, left } }: { readonly words: ForecastWords }): ReactNode {
  return (
    <p className={left === null ? css['what'] : css['cut']} role="status">
      {left !== null && <b>{left}</b>}
      {what}
    </p>
  );
}

const FORMAT_WORDS: Readonly<Record<ExportFormat, string>> = {
  csv: 'One line a change, RFC 4180, jsonb as text.',
  json: 'One document with format version and time of making. Whether rows are missing from it is said here, not in it.',
  ndjson: 'One JSON object a line, for other tools.',
};

function Running({
  progress,
  path,
}: {
  readonly progress: ExportProgress | null;
  readonly path: string | null;
}): ReactNode {
  const { rate, left } = progress === null ? { rate: null, left: null } : paceOf(progress);
  const fraction =
    progress?.total == null || progress.total === 0 ? null : Math.min(1, progress.rows / progress.total);
  return (
    <div className={css['progress']} role="status">
      <ProgressBar fraction={fraction} label="Exporting" />
      <p>
        <span>
          {progress === null
            ? 'Counting'
            : progress.total === null
              ? `${plural(progress.rows, 'row')} written`
              : `${formatCount(progress.rows)} of ${plural(progress.total, 'row')} written`}
          {progress !== null && `, ${formatBytes(progress.bytes)}`}
        </span>
        <span>
          {rate !== null && `${formatCount(Math.round(rate))} rows/s`}
          {left !== null && `, ${left < 1 ? 'under 1 s' : `about ${formatSeconds(left)}`} left`}
        </span>
      </p>
      {path !== null && (
        <p>
          <span className="mono ell">{path}</span>
        </p>
      )}
    </div>
  );
}

/** A limit as typed; null when it is none. */
function readLimit(text: string): number | null {
  const digits = text.replaceAll(/[\s,]/g, '');
  return /^\d{1,12}$/.test(digits) ? Number(digits) : null;
}

function describe(filters: Filters, zone: Zone): string {
  if (isUnfiltered(filters)) return 'No filter applies: every change matches. Newest first.';
  const chips = chipGroups(filters).map((group) => {
    const values = group.chips.map((chip) => (chip.key === 'no_actor' ? 'not recorded' : chip.value));
    return `${group.not ? 'not ' : ''}${chipLabels[group.key]} ${values.join(' or ')}`;
  });
  const from = filters.from === undefined ? [] : [`from ${formatInstant(filters.from, zone)}`];
  const to = filters.to === undefined ? [] : [`to ${formatInstant(filters.to, zone)}`];
  return `The filters of the timeline apply: ${[...chips, ...from, ...to].join('; ')}. Newest first.`;
}
