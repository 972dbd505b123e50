import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ExportFormat, ExportProgress, ExportSummary } from '@shared/domain/exports.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import type { InvestigatorError } from '@shared/domain/errors.ts';

export interface ExportOptions {
  readonly format: ExportFormat;
  readonly maxRows: number | null;
  readonly actions: boolean;
}

interface Run {
  readonly running: boolean;
  readonly progress: ExportProgress | null;
  readonly path: string | null;
  readonly result: ExportSummary | null;
  readonly error: InvestigatorError | null;
  readonly start: (options: ExportOptions) => void;
  readonly cancel: () => void;
  readonly reset: () => void;
}

/** Asks for a place, then writes there; a cancelled or failed export leaves no file behind. */
export function useExport(source: string, filters: Filters): Run {
  const [controller, setController] = useState<AbortController | null>(null);
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const [path, setPath] = useState<string | null>(null);
  const run = useMutation({
    mutationFn: async ({ format, maxRows, actions }: ExportOptions) => {
      setProgress(null);
      setPath(null);
      const place = await call('exports.chooseTarget', { format });
      if (place === null) return null;
      setPath(place.path);
      const abort = new AbortController();
      setController(abort);
      return call(
        'exports.run',
        {
          source,
          filters,
          format,
          max_rows: maxRows,
          include_action_metadata: actions,
          target: place.target,
        },
        { signal: abort.signal, onProgress: setProgress },
      );
    },
    onSettled: () => setController(null),
  });
  return {
    running: run.isPending && controller !== null,
    progress,
    path,
    result: run.data ?? null,
    error: run.error === null ? null : asInvestigatorError(run.error),
    start: run.mutate,
    cancel: () => controller?.abort(),
    reset: run.reset,
  };
}

/** Pure: rows a second and seconds left, as far as they can be told. */
export function paceOf(progress: ExportProgress): {
  readonly rate: number | null;
  readonly left: number | null;
} {
  if (progress.seconds <= 0 || progress.rows === 0) return { rate: null, left: null };
  const rate = progress.rows / progress.seconds;
  const left = progress.total === null ? null : Math.max(0, progress.total - progress.rows) / rate;
  return { rate, left };
}
