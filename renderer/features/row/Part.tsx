import type { ReactNode } from 'react';
import css from './Row.module.css';

interface PartProps {
  readonly title: string;
  readonly second?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** One of the parts a column is made of. */
export function Part({ title, second, tools, children }: PartProps): ReactNode {
  return (
    <section className={css['part']} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {second !== undefined && <p className="ell">{second}</p>}
        {tools}
      </header>
      {children}
    </section>
  );
}
