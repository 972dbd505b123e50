import { Ban } from 'lucide-react';
import { useState, type MouseEvent, type ReactNode } from 'react';
import type { Filters } from '@shared/domain/filters.ts';
import type { Facet } from '@shared/domain/summaries.ts';
import type { Chip } from '@renderer/lib/chips.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatCount } from '@renderer/lib/format.ts';
import { OpMark } from '@renderer/ui/Marks.tsx';
import { chipOf, facetLines, SHOWN, shownLines, type FacetLine } from './facetChips.ts';
import css from './Facets.module.css';

/** What is done with a value: a condition added, taken back, or turned round. */
export type OnFacet = (chip: Chip, how: 'add' | 'drop' | 'exclude') => void;

interface FacetGroupProps {
  readonly title: string;
  readonly facet: Facet;
  readonly filters: Filters;
  readonly stale: boolean;
  readonly onFacet: OnFacet;
}

/** The values of one facet, most frequent first. */
export function FacetGroup({ title, facet, filters, stale, onFacet }: FacetGroupProps): ReactNode {
  const [all, setAll] = useState(false);
  const lines = facetLines(facet, filters);
  const most = Math.max(1, ...lines.map(({ count }) => count ?? 0));
  const shown = shownLines(lines, all);
  const beyond = facet.others.values;
  const hidden = lines.length - shown.length;
  return (
    <section className={cx(css['facet'], stale && css['stale'])} aria-label={title}>
      <h3>
        {title}
        <span>{facet.available ? formatCount(facet.values.length + beyond) : ''}</span>
      </h3>
      {!facet.available && <p>not recorded in this database</p>}
      {facet.available && lines.length === 0 && <p>none in these changes</p>}
      <ul>
        {shown.map((line) => (
          <ValueLine
            key={line.value === null ? 'absent' : `=${line.value}`}
            facet={facet}
            line={line}
            most={most}
            onFacet={onFacet}
          />
        ))}
      </ul>
      {(hidden > 0 || (all && lines.length > SHOWN)) && (
        <button type="button" className={css['more']} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'fewer' : `${formatCount(hidden + beyond)} more`}
        </button>
      )}
      {all && beyond > 0 && (
        <p>
          and {formatCount(beyond)} more with {formatCount(facet.others.count)} changes
        </p>
      )}
    </section>
  );
}

function ValueLine({
  facet,
  line,
  most,
  onFacet,
}: Pick<FacetGroupProps, 'facet' | 'onFacet'> & {
  readonly line: FacetLine;
  readonly most: number;
}): ReactNode {
  const { value, count, state } = line;
  const chip = chipOf(facet.facet, value);
  const text = value ?? ABSENT[facet.facet] ?? 'not recorded';
  const counted = count === null ? '' : formatCount(count);
  const inside = (
    <>
      <i style={{ transform: `scaleX(${(count ?? 0) / most})` }} aria-hidden="true" />
      <span className={css['label']}>
        {facet.facet === 'op' && <OpMark op={text} />}
        <span className={cx('ell', value === null && css['absent'])}>{text}</span>
      </span>
      <span className={css['count']}>{counted}</span>
    </>
  );
  if (chip === null)
    return (
      <li className={css['value']} title="No filter asks for what was not recorded.">
        <span className={css['main']}>{inside}</span>
      </li>
    );
  const press = (event: MouseEvent): void => {
    if (state === 'on') onFacet(chip, 'drop');
    else if (state === 'off') onFacet({ ...chip, not: true }, 'drop');
    else onFacet(chip, (event.altKey || event.shiftKey) && chip.key !== 'no_actor' ? 'exclude' : 'add');
  };
  const excludes = state !== 'off' && chip.key !== 'no_actor';
  return (
    <li className={cx(css['value'], css[state])}>
      <button
        type="button"
        className={css['main']}
        aria-pressed={state === 'on'}
        title={`${text}\n${state === 'free' ? 'click: only with this · Alt: without it' : 'click to take it back'}`}
        onClick={press}
      >
        {inside}
        {state === 'off' && <span className="sr">, excluded: press to include again</span>}
      </button>
      {excludes && (
        <button
          type="button"
          className={css['exclude']}
          aria-label={`Exclude ${text}`}
          title={`Exclude ${text}`}
          onClick={() => onFacet(chip, 'exclude')}
        >
          <Ban size={12} strokeWidth={1.6} aria-hidden="true" />
        </button>
      )}
    </li>
  );
}

const ABSENT: Partial<Record<Facet['facet'], string>> = {
  actor: 'not recorded',
  action: 'none linked',
  source: 'none recorded',
};
