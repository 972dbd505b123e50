import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { Finding, Integrity, IntegrityMark, IntegrityProgress } from '@shared/domain/integrity.ts';
import type { ResolvedRow } from '@shared/domain/row.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { tableText } from '@renderer/lib/change.ts';
import { queryClient } from '@renderer/lib/queryClient.ts';
import { useAnswer } from '@renderer/lib/useAnswer.ts';
import type { InvestigatorError } from '@shared/domain/errors.ts';

/** What is known of the wholeness of the row's trail. */
export interface Check {
  /** null while they are read, or where that failed. */
  readonly marks: readonly IntegrityMark[] | null;
  /** The whole check; null while it was not asked for or has not answered. */
  readonly integrity: Integrity | null;
  /** Those of this row, and of its table as a whole. */
  readonly findings: readonly Finding[] | null;
  readonly running: boolean;
  readonly progress: IntegrityProgress | null;
  readonly error: InvestigatorError | null;
  readonly run: () => void;
  readonly stop: () => void;
}

/** A quick look marks the loaded versions; where it marks any, or where asked, the whole check says why. */
export function useCheck(source: string, row: ResolvedRow | null, entries: readonly TimelineEntry[]): Check {
  const [wanted, setWanted] = useState<boolean | null>(null);
  const [progress, setProgress] = useState<IntegrityProgress | null>(null);
  const change_ids = useMemo(() => entries.map(({ audit_change: change }) => change.id), [entries]);
  const marked = useAnswer('integrity.marks', change_ids.length === 0 ? null : { source, change_ids }, {
    keep: true,
  });
  const marks = change_ids.length === 0 ? [] : (marked.data ?? null);
  const enabled = row !== null && (wanted ?? (marks ?? []).length > 0);
  const key = useMemo(() => ['integrity.run', source, row], [source, row]);
  const whole = useQuery({
    queryKey: key,
    enabled,
    structuralSharing: false,
    queryFn: ({ signal }) => {
      if (row === null) throw new Error('asked without a row');
      const filters = { table: [tableText(row)], pk: [row.table_pk] };
      return call('integrity.run', { source, filters }, { signal, onProgress: setProgress });
    },
  });
  const { refetch: checkAgain, isError: isUnchecked } = whole;
  const { refetch: markAgain, isError: isUnmarked } = marked;
  const run = useCallback(() => {
    setWanted(true);
    if (isUnchecked) void checkAgain();
    if (isUnmarked) void markAgain();
  }, [isUnchecked, checkAgain, isUnmarked, markAgain]);
  const stop = useCallback(() => {
    setWanted(false);
    setProgress(null);
    void queryClient.cancelQueries({ queryKey: key });
  }, [key]);
  const integrity = whole.data ?? null;
  const findings = useMemo(
    () => integrity?.findings.filter(({ table_pk: pk }) => pk === null || pk === row?.table_pk) ?? null,
    [integrity, row],
  );
  const failed = marked.error ?? (enabled ? whole.error : null);
  const error = failed === null ? null : asInvestigatorError(failed);
  return { marks, integrity, findings, running: enabled && whole.isFetching, progress, error, run, stop };
}
