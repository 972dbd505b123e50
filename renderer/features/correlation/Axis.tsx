import type { ReactNode } from 'react';
import { plural } from '@renderer/lib/format.ts';
import { formatInstant, type Zone } from '@renderer/lib/zone.ts';
import css from './Correlation.module.css';
import { axisOf, type Chapter, type Knot } from './story.ts';

/** Everything on one axis, by mouse only: what it shows is told below. */
export function Axis({
  story,
  zone,
}: {
  readonly story: readonly Chapter[];
  readonly zone: Zone;
}): ReactNode {
  const axis = axisOf(story);
  if (axis === null) return null;
  return (
    <div aria-hidden="true" style={{ paddingTop: 10 }}>
      <div className={css['axis']}>
        {axis.knots.map((knot) => (
          <Mark key={`${knot.kind} ${knot.key}`} knot={knot} zone={zone} />
        ))}
      </div>
      <div className={css['ends']}>
        <span>{formatInstant(axis.from, zone)}</span>
        <span>{formatInstant(axis.to, zone)}</span>
      </div>
      <div className={css['legend']}>
        <span>
          <i className={css['dot']} /> transaction
        </span>
        <span>
          <i className={css['empty']} /> transaction without a captured change
        </span>
        <span>
          <i className={css['tick']} style={{ height: 12 }} /> action recorded
        </span>
        <span>
          <i className={css['failed']}>×</i> action failed
        </span>
      </div>
    </div>
  );
}

const CLASSES: Readonly<Record<Knot['kind'], string>> = {
  transaction: 'dot',
  empty: 'empty',
  action: 'tick',
  failed: 'failed',
};

function Mark({ knot, zone }: { readonly knot: Knot; readonly zone: Zone }): ReactNode {
  const { kind, at, place, changes } = knot;
  const words = {
    transaction: plural(changes, 'change'),
    empty: 'no captured change',
    action: 'action recorded',
    failed: 'action failed',
  }[kind];
  return (
    <i
      className={css[CLASSES[kind]]}
      style={{ left: `${100 * place}%` }}
      title={`${formatInstant(at, zone)}: ${words}`}
    >
      {kind === 'failed' && '×'}
    </i>
  );
}
