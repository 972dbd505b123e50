import { useQuery } from '@tanstack/react-query';
import { ChevronDown } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Filters } from '@shared/domain/filters.ts';
import { asInvestigatorError, call } from '@renderer/lib/bridge.ts';
import { chipLabels, withChip, type Chip } from '@renderer/lib/chips.ts';
import { checkFilter } from '@renderer/lib/filterSearch.ts';
import { Button, Segmented } from '@renderer/ui/Button.tsx';
import { Input, ProblemText } from '@renderer/ui/Field.tsx';
import { OpMark } from '@renderer/ui/Marks.tsx';
import css from './FilterBar.module.css';
import { FACETS, FIXED, FREQUENT, MEANINGS, PLACEHOLDERS } from './facets.ts';
import { typedFacet } from './typedFacet.ts';

interface ChipEditorProps {
  readonly source: string;
  readonly filters: Filters;
  /** What the database lacks, by key: why that filter cannot be asked. */
  readonly unavailable: Partial<Record<Chip['key'], string>>;
  readonly onAdd: (filters: Filters) => void;
}

/** Adds one condition: what, is or is not, which value. Refuses what breaks a rule, in the rule's words. */
export function ChipEditor({ source, filters, unavailable, onAdd }: ChipEditorProps): ReactNode {
  const [key, setKey] = useState<Chip['key']>('table');
  const [not, setNot] = useState(false);
  const [text, setText] = useState('');
  const [active, setActive] = useState(-1);
  const [problem, setProblem] = useState<ReturnType<typeof checkFilter>>(null);
  const { options, note } = useSuggestions(source, key, text, unavailable[key]);
  const choose = (next: Chip['key']): void => {
    if (next === key) return;
    setKey(next);
    setText('');
    setActive(-1);
    setProblem(null);
  };
  const input = useRef<HTMLInputElement>(null);
  const keys = useRef<HTMLDivElement>(null);
  const focusKeys = (): void => keys.current?.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus();
  // Where a value is typed is on screen only after the next rendering, and not for every facet.
  const toValue = useRef(true);
  useEffect(() => {
    if (!toValue.current) return;
    toValue.current = false;
    if (input.current === null) focusKeys();
    else input.current.focus();
  });
  const goToValue = (next: Chip['key']): void => {
    if (next === key) return input.current?.focus();
    toValue.current = true;
    choose(next);
    return undefined;
  };
  const type = (next: string): void => {
    const facet = typedFacet(next, key, FACETS);
    if (facet !== null) {
      goToValue(facet.key);
      setNot((before) => before || facet.not);
    }
    setText(facet?.value ?? next);
    setActive(-1);
    setProblem(null);
  };
  const add = (value: string): void => {
    const broken = key === 'no_actor' ? null : checkFilter(not ? `not_${key}` : key, value);
    setProblem(broken);
    if (broken === null)
      onAdd(withChip(filters, { key, not: not && key !== 'no_actor', value: value.trim() }));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setActive(Math.max(-1, Math.min(options.length - 1, active + step)));
    } else if (event.key === 'ArrowLeft' && text === '') {
      event.preventDefault();
      focusKeys();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      add(options[active] ?? text);
    }
  };
  return (
    <div className={css['editor']}>
      <FacetKeys ref={keys} current={key} onChoose={choose} onEnter={goToValue} />
      <div className={css['values']}>
        {unavailable[key] !== undefined ? (
          <p className={css['quiet']}>{unavailable[key]}</p>
        ) : key === 'no_actor' ? (
          <>
            <p className={css['quiet']}>
              Only transactions whose actor nobody set. That is not the same as anonymous, which an
              application sets on purpose.
            </p>
            <div className={css['foot']}>
              <span />
              <Button variant="solid" onClick={() => add('')}>
                Add
              </Button>
            </div>
          </>
        ) : (
          <>
            <Input
              ref={input}
              mono
              role="combobox"
              aria-expanded
              aria-controls="filter-options"
              aria-label={`${chipLabels[key]}, value`}
              aria-invalid={problem !== null}
              placeholder={PLACEHOLDERS[key]}
              value={text}
              {...(active < 0 ? {} : { 'aria-activedescendant': `filter-option-${active}` })}
              onChange={(event) => type(event.target.value)}
              onKeyDown={onKeyDown}
            />
            {problem !== null && (
              <div className={css['refused']}>
                <ProblemText problem={problem} />
              </div>
            )}
            <div id="filter-options" className={css['list']} role="listbox" aria-label="Suggestions">
              {options.map((option, index) => (
                <div
                  key={option}
                  id={`filter-option-${index}`}
                  role="option"
                  aria-selected={index === active}
                  className={css['option']}
                  {...(index === active ? { 'data-active': '' } : {})}
                  onMouseEnter={() => setActive(index)}
                  onClick={() => add(option)}
                >
                  {key === 'op' && <OpMark op={option} />}
                  <span>{option}</span>
                </div>
              ))}
              {note !== null && problem === null && <p className={css['quiet']}>{note}</p>}
            </div>
            <div className={css['foot']}>
              <Segmented
                label="Match"
                value={not ? 'not' : 'is'}
                options={[
                  { value: 'is', label: 'is' },
                  { value: 'not', label: 'is not' },
                ]}
                onChange={(value) => setNot(value === 'not')}
              />
              <Button variant="solid" onClick={() => add(options[active] ?? text)}>
                Add
              </Button>
            </div>
          </>
        )}
      </div>
    </div>
  );
}

interface FacetKeysProps {
  readonly ref: React.RefObject<HTMLDivElement | null>;
  readonly current: Chip['key'];
  readonly onChoose: (key: Chip['key']) => void;
  /** On to the value. */
  readonly onEnter: (key: Chip['key']) => void;
}

type Step = (at: number, count: number) => number;
const STEPS: Readonly<Record<string, Step>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** What to filter by: one stop of Tab, the arrows choose, → or Enter goes on to the value. */
function FacetKeys({ ref, current, onChoose, onEnter }: FacetKeysProps): ReactNode {
  const [opened, setOpened] = useState(false);
  const all = opened || !FREQUENT.includes(current);
  const keys = all ? FACETS : FREQUENT;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const buttons = [...(ref.current?.querySelectorAll('button') ?? [])];
      const at = buttons.findIndex((button) => button === document.activeElement);
      const next = buttons[step(at, buttons.length)];
      next?.focus();
      const key = keys.find((one) => one === next?.dataset['key']);
      if (key !== undefined) onChoose(key);
    } else if (event.key === 'ArrowRight') {
      event.preventDefault();
      if (document.activeElement?.hasAttribute('data-key') === true) onEnter(current);
      else setOpened(true);
    }
  };
  return (
    <div ref={ref} className={css['keys']} role="group" aria-label="Filter by" onKeyDown={onKeyDown}>
      {keys.map((one) => (
        <button
          key={one}
          type="button"
          data-key={one}
          aria-pressed={one === current}
          tabIndex={one === current ? 0 : -1}
          onClick={() => onEnter(one)}
        >
          {one === 'no_actor' ? 'no actor' : chipLabels[one]}
        </button>
      ))}
      {!all && (
        <button type="button" className={css['more']} tabIndex={-1} onClick={() => setOpened(true)}>
          more
          <ChevronDown size={12} strokeWidth={1.6} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

function useSuggestions(
  source: string,
  key: Chip['key'],
  text: string,
  unavailable: string | undefined,
): { readonly options: readonly string[]; readonly note: string | null } {
  const fixed = FIXED[key];
  const asked = fixed === undefined && key !== 'no_actor' && unavailable === undefined;
  const prefix = text.trim().slice(0, 256);
  const query = useQuery({
    queryKey: ['suggest', source, key, prefix],
    enabled: asked,
    placeholderData: (before: readonly string[] | undefined, query) =>
      query?.queryKey[2] === key ? before : undefined,
    staleTime: 60_000,
    queryFn: ({ signal }) => call('timeline.suggest', { source, key: key as 'table', prefix }, { signal }),
  });
  if (fixed !== undefined)
    return { options: fixed.filter((one) => one.startsWith(prefix.toLowerCase())), note: null };
  if (!asked) return { options: [], note: null };
  if (query.error !== null)
    return { options: [], note: `No suggestions: ${asInvestigatorError(query.error).message}` };
  const options = query.data ?? [];
  if (options.length > 0) return { options, note: null };
  return {
    options,
    note: query.isPending ? 'looking' : (MEANINGS[key] ?? 'No suggestion. What you type is asked as it is.'),
  };
}
