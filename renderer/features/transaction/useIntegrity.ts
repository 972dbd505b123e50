import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { TransactionContext } from '@shared/domain/audit.ts';
import type { InvestigatorError } from '@shared/domain/errors.ts';
import type { Finding, Integrity, IntegrityMark, IntegrityProgress } from '@shared/domain/integrity.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { filtersOf } from './fates.ts';
import { concerning } from './findings.ts';
import { useHeavy, type Heavy } from './useHeavy.ts';

/** What is known of the wholeness of these changes. */
export interface IntegrityCheck {
  /** The quick look, which marks changes without saying why. */
  readonly marks: Heavy<readonly IntegrityMark[]>;
  /** How many changes it was about: the first thousand. */
  readonly looked: number;
  /** The whole check; null until it was asked for and has answered. */
  readonly integrity: Integrity | null;
  /** Of the whole check, those that concern this transaction. */
  readonly findings: readonly Finding[];
  readonly running: boolean;
  readonly progress: IntegrityProgress | null;
  readonly error: InvestigatorError | null;
  readonly run: () => void;
  readonly stop: () => void;
}

const AT_ONCE = 1000;

/** A quick look at first; where it marks anything, or where asked, the whole check says what was seen. */
export function useIntegrity(source: string, context: TransactionContext): IntegrityCheck {
  const { changes } = context;
  const [wanted, setWanted] = useState<boolean | null>(null);
  const [progress, setProgress] = useState<IntegrityProgress | null>(null);
  const change_ids = useMemo(() => changes.slice(0, AT_ONCE).map(({ id }) => id), [changes]);
  const filters = useMemo(() => filtersOf(context), [context]);
  const marks = useHeavy('integrity.marks', change_ids.length === 0 ? null : { source, change_ids });
  const marked = (marks.query.data ?? []).length > 0;
  const enabled = filters !== null && (wanted ?? marked);
  const whole = useQuery({
    queryKey: ['integrity.run', source, filters, enabled],
    enabled,
    structuralSharing: false,
    queryFn: ({ signal }) =>
      call('integrity.run', { source, filters: filters ?? {} }, { signal, onProgress: setProgress }),
  });
  const integrity = whole.data ?? null;
  const findings = useMemo(
    () => (integrity === null ? [] : concerning(integrity.findings, context)),
    [integrity, context],
  );
  const run = useCallback(() => setWanted(true), []);
  const stop = useCallback(() => {
    setWanted(false);
    setProgress(null);
  }, []);
  const error = whole.error === null ? null : asInvestigatorError(whole.error);
  return {
    ...{ marks, looked: change_ids.length, integrity, findings, progress, error, run, stop },
    running: enabled && whole.isFetching,
  };
}
