import type { ReactNode } from 'react';
import css from './SidePane.module.css';

interface PartProps {
  readonly title: string;
  readonly second?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** One part of the pane beside the changes. */
export function Part({ title, second, tools, children }: PartProps): ReactNode {
  return (
    <section aria-label={title}>
      <header>
        <h2>{title}</h2>
        {second !== undefined && <span className={css['second']}>{second}</span>}
        {tools}
      </header>
      {children}
    </section>
  );
}
