import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { asInvestigatorError } from '@renderer/lib/bridge.ts';
import { ErrorPanel } from '@renderer/ui/States.tsx';
import css from './Shell.module.css';

/** A bug reached the screen: say so, and let the reader carry on elsewhere. */
export function CrashPanel({ error, reset }: ErrorComponentProps): ReactNode {
  return (
    <div className={css['notice']}>
      <ErrorPanel error={asInvestigatorError(error)} title="This screen failed" onRetry={reset} />
    </div>
  );
}
