import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asInvestigatorError } from '@renderer/lib/bridge.ts';
import css from './Answer.module.css';
import { Button } from './Button.tsx';
import { ErrorPanel, Skeleton } from './States.tsx';
import { useLate } from './useLate.ts';

interface AnswerProps<T> {
  readonly query: UseQueryResult<T>;
  /** What is being read, as in "Reading the changes by day". */
  readonly what: string;
  /** Lines of the skeleton: about as high as the answer, so that nothing jumps. */
  readonly lines?: number;
  /** Stops the question; without, leaving the screen does. */
  readonly onCancel?: () => void;
  readonly children: (data: T) => ReactNode;
}

/** An answer, or which of its absences this is: not loaded yet, or failed and why. */
export function Answer<T>({ query, what, lines = 3, onCancel, children }: AnswerProps<T>): ReactNode {
  const waiting = query.data === undefined && query.error === null;
  const late = useLate(waiting);
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null)
    return <ErrorPanel error={asInvestigatorError(query.error)} onRetry={() => void query.refetch()} />;
  return (
    <div className={css['waiting']} aria-busy="true" role="status" aria-label={`Reading ${what}`}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} width={`${88 - ((line * 23) % 41)}%`} />
      ))}
      {late && (
        <p>
          Reading {what} for {late} s …{onCancel !== undefined && <Button onClick={onCancel}>Stop</Button>}
        </p>
      )}
    </div>
  );
}
