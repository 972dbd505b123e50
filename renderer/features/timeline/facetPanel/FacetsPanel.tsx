import type { ReactNode } from 'react';
import type { Filters } from '@shared/domain/filters.ts';
import type { FacetKey } from '@shared/domain/summaries.ts';
import { invertChip, withChip, withoutChip } from '@renderer/lib/chips.ts';
import { plural } from '@renderer/lib/format.ts';
import { formatClock, type Zone } from '@renderer/lib/zone.ts';
import { Drawer } from '@renderer/ui/Drawer.tsx';
import { Skeleton } from '@renderer/ui/States.tsx';
import { useLate } from '@renderer/ui/useLate.ts';
import { FacetGroup, type OnFacet } from './FacetGroup.tsx';
import css from './Facets.module.css';
import { useFacets, type FacetReading, type FacetsReading } from './useFacets.ts';
import type { FacetsPlace } from './useFacetsPlace.tsx';

interface FacetsPanelProps {
  readonly source: string;
  readonly filters: Filters;
  /** The page is there: what is counted never delays it. */
  readonly ready: boolean;
  readonly zone: Zone;
  readonly place: FacetsPlace;
  readonly onChange: (filters: Filters) => void;
}

/** What the matching changes consist of, each value a way to narrow: at the left, or where that is narrow in a drawer. */
export function FacetsPanel({ place, ...props }: FacetsPanelProps): ReactNode {
  const { docked, drawn, onDrawn } = place;
  if (docked)
    return (
      <section className={css['panel']} aria-label="Facets">
        <h2 className="sr">Facets</h2>
        <FacetList {...props} />
      </section>
    );
  return (
    <Drawer open={drawn} onClose={() => onDrawn(false)} title="Facets">
      <FacetList {...props} />
    </Drawer>
  );
}

const TITLES: Readonly<Record<FacetKey, string>> = {
  op: 'Operation',
  table: 'Table',
  actor: 'Actor',
  action: 'Action',
  field: 'Changed field',
  source: 'Source',
};
const ORDER: readonly FacetKey[] = ['op', 'table', 'actor', 'action', 'field', 'source'];

function FacetList({ source, filters, ready, zone, onChange }: Omit<FacetsPanelProps, 'place'>): ReactNode {
  const reading = useFacets(source, filters, ready);
  const onFacet: OnFacet = (chip, how) => {
    if (how === 'add') onChange(withChip(filters, chip));
    else if (how === 'drop') onChange(withoutChip(filters, chip));
    else onChange(invertChip(filters, chip));
  };
  return (
    <div className={css['list']} tabIndex={0} role="group" aria-label="Values of the matching changes">
      {ORDER.map((key) => {
        const one = reading.facets.find((facet) => facet.key === key);
        if (one?.facet == null) return <Waiting key={key} title={TITLES[key]} reading={one} />;
        return (
          <FacetGroup
            key={key}
            title={TITLES[key]}
            facet={one.facet}
            filters={filters}
            stale={one.stale}
            onFacet={onFacet}
          />
        );
      })}
      <CountedIn reading={reading} zone={zone} />
    </div>
  );
}

/** About as high as the values, or why there are none. */
function Waiting({
  title,
  reading,
}: {
  readonly title: string;
  readonly reading: FacetReading | undefined;
}): ReactNode {
  return (
    <section className={css['facet']} aria-label={title}>
      <h3>{title}</h3>
      {reading?.error == null ? (
        <div className={css['waiting']} aria-busy="true">
          {[70, 52, 60].map((width) => (
            <Skeleton key={width} width={`${width}%`} />
          ))}
        </div>
      ) : (
        <p className={css['failed']} title={reading.error.hint ?? undefined}>
          not counted: {reading.error.message}{' '}
          <button type="button" className="lk" onClick={reading.again}>
            Count again
          </button>
        </p>
      )}
    </section>
  );
}

function CountedIn({ reading, zone }: { readonly reading: FacetsReading; readonly zone: Zone }): ReactNode {
  const { counted, counting, stop } = reading;
  const late = useLate(counting);
  return (
    <p className={css['foot']} role="status">
      {counted !== null && countedWords(counted, zone)}
      {counting && late !== null && (
        <>
          {' '}
          Counting for {late} s …{' '}
          <button type="button" className="lk" onClick={stop}>
            Stop
          </button>
        </>
      )}
    </p>
  );
}

/** Pure: counts that stopped at a cap say so. */
export function countedWords(counted: NonNullable<FacetsReading['counted']>, zone: Zone): string {
  const { changes, capped, at } = counted;
  const what = capped ? `the newest ${plural(changes, 'change')} only` : plural(changes, 'change');
  return `Counted in ${what} at ${formatClock(at, zone)}.`;
}
