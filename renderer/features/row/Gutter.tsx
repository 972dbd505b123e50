import type { ReactNode } from 'react';
import css from './Life.module.css';

/** The thread beside an item, with the item's knot. */
export function Gutter(): ReactNode {
  return (
    <span className={css['gutter']} aria-hidden="true">
      <i />
    </span>
  );
}
