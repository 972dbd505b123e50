import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Damage } from '@shared/domain/damage.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { formatClock, type Zone } from '@renderer/lib/zone.ts';
import { Skeleton } from '@renderer/ui/States.tsx';
import css from './DamageStrip.module.css';
import { damageTotals, kinds, type FateKind } from './fates.ts';
import { damageFigures, KIND_NAMES, type Figure } from './fateWords.ts';
import { HeavyAnswer } from './HeavyAnswer.tsx';
import type { Afterwards } from './useFacts.ts';
import { instantOf } from './readAt.ts';

interface DamageStripProps {
  readonly id: string;
  readonly afterwards: Afterwards;
  readonly only: FateKind | undefined;
  readonly zone: Zone;
}

/** What of it still stands and what was overwritten since: two numbers and a bar; a press narrows the list to one. */
export function DamageStrip({ id, afterwards, only, zone }: DamageStripProps): ReactNode {
  const { heavy, state } = afterwards;
  return (
    <section className={css['strip']} aria-label="What came afterwards">
      {state === 'reading' && heavy.query.fetchStatus === 'idle' ? (
        <Waiting />
      ) : (
        <HeavyAnswer heavy={heavy} what="what came afterwards" lines={2}>
          {(damage) => (
            <Figures
              id={id}
              damage={damage}
              only={only}
              zone={zone}
              readAt={instantOf(heavy.query.dataUpdatedAt)}
            />
          )}
        </HeavyAnswer>
      )}
    </section>
  );
}

function Waiting(): ReactNode {
  return (
    <div className={css['waiting']} aria-hidden="true">
      <Skeleton width="64%" />
      <Skeleton width="88%" />
    </div>
  );
}

interface FiguresProps {
  readonly id: string;
  readonly damage: Damage;
  readonly only: FateKind | undefined;
  readonly zone: Zone;
  readonly readAt: string;
}

function Figures({ id, damage, only, zone, readAt }: FiguresProps): ReactNode {
  const { set, counts } = damageTotals(damage);
  if (set === 0)
    return <p className={css['note']}>No field was set: nothing can have been overwritten since.</p>;
  return (
    <>
      <div className={css['figures']}>
        {damageFigures(damage, zone).map((figure) =>
          figure.count === 0 ? (
            <span key={figure.kind} className={css['figure']}>
              <FigureText figure={figure} />
            </span>
          ) : (
            <Link
              key={figure.kind}
              to="/transaction/$id"
              params={{ id }}
              search={only === figure.kind ? {} : { after: figure.kind }}
              replace
              className={cx(css['figure'], css['leads'])}
              aria-current={only === figure.kind ? 'true' : undefined}
              title={only === figure.kind ? 'Show every change again' : 'Show only these'}
            >
              <FigureText figure={figure} />
            </Link>
          ),
        )}
        <p className={css['of']}>
          {plural(set, 'field')} of {plural(damage.rows, 'row')}
          <br />
          read {formatClock(readAt, zone)}
        </p>
      </div>
      <div
        className={css['bar']}
        role="img"
        aria-label={kinds.map((kind) => `${formatCount(counts[kind])} ${KIND_NAMES[kind]}`).join(', ')}
      >
        {kinds
          .filter((kind) => counts[kind] > 0)
          .map((kind) => (
            <i key={kind} className={css[kind]} style={{ flexGrow: counts[kind] }} />
          ))}
      </div>
      <Limits damage={damage} />
    </>
  );
}

function FigureText({ figure: { count, name, second } }: { readonly figure: Figure }): ReactNode {
  return (
    <>
      <b>{formatCount(count)}</b>
      <span>
        <strong>{name}</strong>
        <small>{second}</small>
      </span>
    </>
  );
}

/** What the numbers cannot tell. */
function Limits({ damage }: { readonly damage: Damage }): ReactNode {
  const { truncated, changes, not_named, not_readable } = damage;
  const unnamed = not_named.map(
    ({ table_schema, table_name, field }) => `${table_schema}.${table_name}.${field}`,
  );
  const lines = [
    ...(truncated ? [`The numbers are about the newest ${formatCount(changes)} changes of it.`] : []),
    ...(unnamed.length === 0
      ? []
      : [`Capture does not name changes of ${unnamed.join(', ')}: a later one shows only in the live row.`]),
    ...not_readable.map(
      ({ table_schema, table_name, message }) =>
        `Live rows of ${table_schema}.${table_name} could not be read: ${message}`,
    ),
  ];
  return lines.length === 0 ? null : <p className={css['note']}>{lines.join(' ')}</p>;
}
