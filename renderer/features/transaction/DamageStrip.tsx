import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Damage } from '@shared/domain/damage.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { formatClock, type Zone } from '@renderer/lib/zone.ts';
import { Skeleton } from '@renderer/ui/States.tsx';
import css from './DamageStrip.module.css';
import { damageTotals, fieldKey, kinds, ofField, type FateKind } from './fates.ts';
import { damageFigures, KIND_NAMES, type Figure } from './fateWords.ts';
import { HeavyAnswer } from './HeavyAnswer.tsx';
import type { Afterwards } from './useFacts.ts';
import { instantOf } from './readAt.ts';

interface DamageStripProps {
  readonly id: string;
  readonly afterwards: Afterwards;
  readonly only: FateKind | undefined;
  readonly field: string | undefined;
  readonly zone: Zone;
}

/** What of it still stands and what was overwritten since: two numbers and a bar; a press narrows the list to one. */
export function DamageStrip({ id, afterwards, only, field, zone }: DamageStripProps): ReactNode {
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
              field={field}
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
  readonly field: string | undefined;
  readonly zone: Zone;
  readonly readAt: string;
}

function Figures({ id, damage: all, only, field, zone, readAt }: FiguresProps): ReactNode {
  const damage = ofField(all, field);
  const { set, counts } = damageTotals(damage);
  const narrow = field === undefined ? {} : { field };
  if (set === 0)
    return <p className={css['note']}>No field was set: nothing can have been overwritten since.</p>;
  return (
    <div className={css['answer']}>
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
              search={only === figure.kind ? narrow : { ...narrow, after: figure.kind }}
              replace
              className={cx(css['figure'], css['leads'])}
              aria-current={only === figure.kind ? 'true' : undefined}
              title={only === figure.kind ? 'Show every change again' : 'Show only these'}
            >
              <FigureText figure={figure} />
            </Link>
          ),
        )}
      </div>
      <ByField id={id} damage={all} field={field} readAt={formatClock(readAt, zone)} />
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
    </div>
  );
}

/** Fields named before the rest is only counted: as high as the numbers and the bar. */
const NAMED = 2;

/** Where a transaction set several fields, each by itself: one may stand while another was overwritten. */
function ByField({
  id,
  damage,
  field,
  readAt,
}: {
  readonly id: string;
  readonly damage: Damage;
  readonly field: string | undefined;
  readonly readAt: string;
}): ReactNode {
  const fields = damage.summary.toSorted((a, b) => b.set - a.set);
  const more = fields.length - NAMED;
  const { set } = damageTotals(damage);
  return (
    <div className={css['byField']}>
      {fields.length > 1 && (
        <ul aria-label="By field: no later captured change of all set">
          {fields.slice(0, NAMED).map((one) => {
            const key = fieldKey(one, one.field);
            return (
              <li key={key}>
                <Link
                  to="/transaction/$id"
                  params={{ id }}
                  search={field === key ? {} : { field: key }}
                  replace
                  className="lk mono ell"
                  aria-current={field === key ? 'true' : undefined}
                  title={field === key ? 'Show every field again' : `Show only ${key}`}
                >
                  {one.field ?? 'the row'}
                </Link>
                <span>
                  {formatCount(one.states.no_later_captured_change)} of {formatCount(one.set)} no later
                  captured change
                </span>
              </li>
            );
          })}
        </ul>
      )}
      <p>
        {more > 0 && `${plural(more, 'more field')} · `}
        {plural(set, 'value')} of {plural(damage.rows, 'row')} · read {readAt}
      </p>
    </div>
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
