import type { ReactNode } from 'react';
import { formatCount } from '@renderer/lib/format.ts';
import css from './Bars.module.css';

interface Bar {
  readonly key: string;
  readonly name: ReactNode;
  readonly count: number;
}

/** Counts by value, the most frequent first: name, bar, number; it reads as the list it is. */
export function Bars({
  label,
  bars,
  rest,
}: {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** What the list leaves out. */
  readonly rest?: string | undefined;
}): ReactNode {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <>
      <ul className={css['bars']} aria-label={label}>
        {bars.map(({ key, name, count }) => (
          <li key={key}>
            <span className="ell">{name}</span>
            <span className={css['bar']} aria-hidden="true">
              <i style={{ transform: `scaleX(${count / most})` }} />
            </span>
            <span className={css['count']}>{formatCount(count)}</span>
          </li>
        ))}
      </ul>
      {rest !== undefined && <p className={css['rest']}>{rest}</p>}
    </>
  );
}
