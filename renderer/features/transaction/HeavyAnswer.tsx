import type { ReactNode } from 'react';
import { Answer } from '@renderer/ui/Answer.tsx';
import css from './HeavyAnswer.module.css';
import type { Heavy } from './useHeavy.ts';
import { Button } from '@renderer/ui/Button.tsx';

interface HeavyAnswerProps<T> {
  readonly heavy: Heavy<T>;
  /** As in "Reading what came afterwards". */
  readonly what: string;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** An answer that may take long: a skeleton as high as it, Stop, and what to do when it was stopped. */
export function HeavyAnswer<T>({ heavy, what, lines, children }: HeavyAnswerProps<T>): ReactNode {
  if (heavy.stopped)
    return (
      <p className={css['stopped']}>
        Stopped: {what} was not read. <Button onClick={heavy.resume}>Read it</Button>
      </p>
    );
  return (
    <Answer query={heavy.query} what={what} {...(lines === undefined ? {} : { lines })} onCancel={heavy.stop}>
      {children}
    </Answer>
  );
}
