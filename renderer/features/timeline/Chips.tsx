import { X } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import {
  chipGroups,
  chipLabels,
  invertChip,
  withoutChip,
  withoutMember,
  type Chip,
} from '@renderer/lib/chips.ts';
import { cx } from '@renderer/lib/cx.ts';
import { checkFilter } from '@renderer/lib/filterSearch.ts';
import type { Conditions, Filters } from '@shared/domain/filters.ts';
import { OpMark } from '@renderer/ui/Marks.tsx';
import { chipText, memberText } from './chipWords.ts';
import css from './FilterBar.module.css';

interface ChipsProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

/** The question as a sentence of chips: alternatives in parentheses, everything else joined by "and". */
export function Chips({ filters, onChange }: ChipsProps): ReactNode {
  const { any } = filters;
  return (
    <>
      {any !== undefined && <ScopeChips members={any} filters={filters} onChange={onChange} />}
      <Groups filters={filters} onChange={onChange} begun={any !== undefined} />
    </>
  );
}

/** The members of a scope, one of which has to hold. */
function ScopeChips({
  members,
  filters,
  onChange,
}: ChipsProps & { readonly members: readonly Conditions[] }): ReactNode {
  return (
    <>
      <span className={css['paren']}>(</span>
      {members.map((member, at) => (
        <Fragment key={memberText(member)}>
          {at > 0 && <Join word="or" />}
          <MemberView member={member} onRemove={() => onChange(withoutMember(filters, at))} />
        </Fragment>
      ))}
      <span className={css['paren']}>)</span>
    </>
  );
}

/** One member as a whole: its conditions hold together, so they are taken away together. */
function MemberView({
  member,
  onRemove,
}: {
  readonly member: Conditions;
  readonly onRemove: () => void;
}): ReactNode {
  const text = memberText(member);
  const bad = checkFilter('any', member) !== null;
  return (
    <span className={cx(css['chip'], bad && css['bad'])}>
      <span className={css['member']} title={text}>
        {text}
      </span>
      <button type="button" className={css['x']} aria-label={`Remove: ${text}`} onClick={onRemove}>
        <X size={12} strokeWidth={1.6} aria-hidden="true" />
      </button>
    </span>
  );
}

function Groups({ filters, onChange, begun }: ChipsProps & { readonly begun: boolean }): ReactNode {
  return chipGroups(filters).map((group, index) => {
    const bracketed = !group.not && group.chips.length > 1;
    return (
      <Fragment key={`${group.not ? 'not ' : ''}${group.key}`}>
        {(index > 0 || begun) && <Join word="and" />}
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
        <span className={css['is']}>is {chip.not && <b className={css['notWord']}>not</b>}</span>{' '}
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
