import type { ReactNode } from 'react';
import { cx } from '@renderer/lib/cx.ts';
import css from './Screen.module.css';

/** A whole screen: its head stays, what is below it scrolls or arranges itself. */
export function Screen({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={css['screen']}>{children}</div>;
}

interface ScreenHeadProps {
  readonly title: ReactNode;
  /** Where this is: links upwards, ending with the thing itself. */
  readonly crumbs?: ReactNode;
  /** What was found about the thing as a whole, beside its name. */
  readonly marks?: ReactNode;
  /** What can be done with it. */
  readonly children?: ReactNode;
}

export function ScreenHead({ title, crumbs, marks, children }: ScreenHeadProps): ReactNode {
  return (
    <header className={css['head']}>
      <div className="grow">
        {crumbs !== undefined && <div className={css['crumb']}>{crumbs}</div>}
        <div className={css['title']}>
          <h1>{title}</h1>
          {marks}
        </div>
      </div>
      {children}
    </header>
  );
}

/** The part of a screen that scrolls. */
export function Scroll({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    // Focusable, so that it can be scrolled by keyboard where nothing in it can be.
    <div className={css['scroll']} tabIndex={0} role="region" aria-label="Contents">
      {children}
    </div>
  );
}

/** Panels beside each other where there is room. */
export function Columns({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={css['columns']}>{children}</div>;
}

interface PanelProps {
  readonly title: string;
  /** What the panel holds and how it was counted. */
  readonly second?: ReactNode;
  readonly tools?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A part of a screen with its heading. */
export function Panel({ title, second, tools, className, children }: PanelProps): ReactNode {
  return (
    <section className={cx(css['panel'], className)} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {second !== undefined && <p className="grow">{second}</p>}
        {tools}
      </header>
      {children}
    </section>
  );
}
