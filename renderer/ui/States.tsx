import { CircleAlert, History } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InvestigatorError } from '@shared/domain/errors.ts';
import { sentence } from '@renderer/lib/format.ts';
import { Button } from './Button.tsx';
import css from './States.module.css';

/** What is on screen is from an earlier moment; which one is said. */
export function Stale({
  children,
  onRetry,
  retryLabel = 'Try now',
}: {
  readonly children: ReactNode;
  readonly onRetry?: () => void;
  readonly retryLabel?: string;
}): ReactNode {
  return (
    <div className={css['stale']} role="status">
      <History size={15} aria-hidden="true" />
      <span className="grow">{children}</span>
      {onRetry !== undefined && (
        <button type="button" className="lk" onClick={onRetry}>
          {retryLabel}
        </button>
      )}
    </div>
  );
}

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** Why it may be empty although something happened. */
  readonly reasons?: readonly { readonly name: string; readonly text: ReactNode }[];
  readonly actions?: ReactNode;
}

/** An answer of nothing: says what was asked, and what could hide behind it. */
export function Empty({ title, children, reasons = [], actions }: EmptyProps): ReactNode {
  return (
    <section className={css['empty']}>
      <h2>{title}</h2>
      {children !== undefined && <div className={css['lead']}>{children}</div>}
      {reasons.length > 0 && (
        <dl className={css['reasons']}>
          {reasons.map((reason) => (
            <div key={reason.name}>
              <dt>{reason.name}</dt>
              <dd>{reason.text}</dd>
            </div>
          ))}
        </dl>
      )}
      {actions !== undefined && <div className={css['actions']}>{actions}</div>}
    </section>
  );
}

interface ErrorPanelProps {
  readonly error: InvestigatorError;
  readonly title?: string;
  readonly onRetry?: (() => void) | undefined;
  readonly actions?: ReactNode;
}

/** An expected failure: what happened, what to do, the server's own words, the stable code. */
export function ErrorPanel({ error, title, onRetry, actions }: ErrorPanelProps): ReactNode {
  const message = sentence(error.message);
  return (
    <section className={css['error']} role="alert">
      <header>
        <CircleAlert size={15} aria-hidden="true" />
        <h3>{title ?? message}</h3>
        <span className={css['code']}>{error.code}</span>
      </header>
      {title !== undefined && <p>{message}</p>}
      {error.hint !== null && <p>{error.hint}</p>}
      {error.detail !== null && <div className={css['detail']}>{error.detail}</div>}
      {(onRetry !== undefined || actions !== undefined) && (
        <div className={css['actions']}>
          {onRetry !== undefined && <Button onClick={onRetry}>Try again</Button>}
          {actions}
        </div>
      )}
    </section>
  );
}

export function Skeleton({ width }: { readonly width: number | string }): ReactNode {
  return <i className={css['skel']} style={{ width }} aria-hidden="true" />;
}

/** Progress of long work; null while its end is not known. */
export function ProgressBar({
  fraction,
  label,
}: {
  readonly fraction: number | null;
  readonly label: string;
}): ReactNode {
  return (
    <div
      className={css['progress']}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(fraction === null ? { 'data-unknown': '' } : { 'aria-valuenow': Math.round(fraction * 100) })}
    >
      <i style={fraction === null ? {} : { transform: `scaleX(${fraction})` }} />
    </div>
  );
}
