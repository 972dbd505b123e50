import { X } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import {
  chipGroups,
  chipLabels,
  invertChip,
  withoutChip,
  type Chip,
  type ChipGroup,
} from '@renderer/lib/chips.ts';
import { cx } from '@renderer/lib/cx.ts';
import { checkFilter } from '@renderer/lib/filterSearch.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { OpMark } from '@renderer/ui/Marks.tsx';
import css from './FilterBar.module.css';

interface ChipsProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

/** The question as a sentence of chips: alternatives in parentheses, everything else joined by "and". */
export function Chips({ filters, onChange }: ChipsProps): ReactNode {
  return chipGroups(filters).map((group, index) => {
    const bracketed = !group.not && group.chips.length > 1;
    return (
      <Fragment key={`${group.not ? 'not ' : ''}${group.key}`}>
        {index > 0 && <Join word="and" />}
        {bracketed && <span className={css['paren']}>(</span>}
        {group.chips.map((chip, at) => (
          <Fragment key={chip.value}>
            {at > 0 && <Join word={group.not ? 'and' : 'or'} />}
            <ChipView
              chip={chip}
              onInvert={() => onChange(invertChip(filters, chip))}
              onRemove={() => onChange(withoutChip(filters, chip))}
            />
          </Fragment>
        ))}
        {bracketed && <span className={css['paren']}>)</span>}
      </Fragment>
    );
  });
}

function Join({ word }: { readonly word: 'and' | 'or' }): ReactNode {
  return <span className={cx(css['join'], word === 'and' && css['and'])}>{word}</span>;
}

/** Whose values are ids, names of columns or JSON rather than words. */
const MONO: ReadonlySet<Chip['key']> = new Set([
  'correlation_id',
  'field',
  'value',
  'pk',
  'request_id',
  'job_id',
  'meta',
  'txid',
]);

interface ChipViewProps {
  readonly chip: Chip;
  readonly onInvert: () => void;
  readonly onRemove: () => void;
}

function ChipView({ chip, onInvert, onRemove }: ChipViewProps): ReactNode {
  const spoken = chipText(chip);
  const bad = chip.key !== 'no_actor' && checkFilter(chip.key, chip.value) !== null;
  return (
    <span className={cx(css['chip'], chip.not && css['not'], bad && css['bad'])}>
      <button
        type="button"
        className={css['what']}
        title={chip.key === 'no_actor' ? spoken : `${spoken}\nclick to ${chip.not ? 'include' : 'exclude'}`}
        onClick={onInvert}
      >
        <span className={css['key']}>{chipLabels[chip.key]}</span>{' '}
        <span className={css['is']}>is{chip.not && <b className={css['notWord']}>not</b>}</span>{' '}
        <span className={cx(css['value'], 'ell')}>
          {chip.key === 'op' && <OpMark op={chip.value} />}
          {chip.key === 'no_actor' ? (
            <i>not recorded</i>
          ) : (
            <span className={cx('ell', MONO.has(chip.key) && 'mono')}>{chip.value}</span>
          )}
        </span>
        {chip.key !== 'no_actor' && <span className="sr">, press to {chip.not ? 'include' : 'exclude'}</span>}
      </button>
      <button type="button" className={css['x']} aria-label={`Remove: ${spoken}`} onClick={onRemove}>
        <X size={12} strokeWidth={1.6} aria-hidden="true" />
      </button>
    </span>
  );
}

/** `actor is not user:9001`: a chip as words. */
function chipText(chip: Chip): string {
  return groupText({ ...chip, chips: [chip] });
}

/** `table is orders or refunds`: chips of one key as words. */
export function groupText({ key, not, chips }: ChipGroup): string {
  const values = chips.map((chip) => (chip.key === 'no_actor' ? 'not recorded' : chip.value));
  return `${chipLabels[key]} is ${not ? 'not ' : ''}${values.join(not ? ' nor ' : ' or ')}`;
}
