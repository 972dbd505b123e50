import { FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ExportSummary } from '@shared/domain/exports.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { formatBytes, formatCount, formatSeconds, plural } from '@renderer/lib/format.ts';
import { Button } from '@renderer/ui/Button.tsx';
import { CopyButton } from '@renderer/ui/Copyable.tsx';
import { toast } from '@renderer/ui/Toast.tsx';
import css from './Export.module.css';

/** What was written, so that somebody else can check it. */
export function ExportResult({ result }: { readonly result: ExportSummary }): ReactNode {
  const missing = result.matching - result.returned_count;
  return (
    <div className={css['stack']} role="status">
      {result.truncated && (
        <div className={css['cut']}>
          <b>Truncated: {plural(missing, 'matching change')} not in the file</b>
          {formatCount(result.matching)} matched in the snapshot; the limit was{' '}
          {formatCount(result.max_rows ?? result.returned_count)} rows, newest first.
        </div>
      )}
      <dl className={css['result']}>
        <dt>File</dt>
        <dd>
          <span className="mono ell" title={result.output}>
            {result.output}
          </span>
          <CopyButton text={result.output} what="path" />
        </dd>
        <dt>Rows</dt>
        <dd>
          {formatCount(result.returned_count)} of {formatCount(result.matching)} matching
          {!result.truncated && <span className="dim">not truncated</span>}
        </dd>
        <dt>Size</dt>
        <dd>
          {formatBytes(result.bytes)}
          <span className="dim">
            {formatCount(result.bytes)} bytes in {formatSeconds(result.seconds)}
          </span>
        </dd>
        <dt>SHA-256</dt>
        <dd>
          <span className={css['hash']} data-testid="export-sha256">
            {result.sha256}
          </span>
          <CopyButton text={result.sha256} what="SHA-256" />
        </dd>
      </dl>
      <div>
        <Button
          onClick={() =>
            void call('exports.reveal', { path: result.output }).catch((error: unknown) =>
              toast(asInvestigatorError(error).message),
            )
          }
        >
          <FolderOpen size={13} strokeWidth={1.5} aria-hidden="true" />
          Show in its folder
        </Button>
      </div>
    </div>
  );
}
