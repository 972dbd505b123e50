import { Command as Cmdk } from 'cmdk';
import { Search } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { OpenSource } from '@shared/ipc/contract.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { useLate } from '@renderer/ui/useLate.ts';
import css from './Palette.module.css';
import { screenOf } from './destination.ts';
import { OptionLine } from './OptionLine.tsx';
import { noAnswer, nothingFound, notLookedAt, progressOf, type Searched } from './said.ts';
import { isDecided, saysNo, type Option } from './sections.ts';
import { useFollow } from './useGuesses.ts';
import { useOffer } from './useOffer.ts';

const KEYS_THAT_MOVE = ['ArrowDown', 'ArrowUp', 'Home', 'End', 'n', 'p', 'j', 'k'];

/** What is typed, and all it could mean: the field, what the database says, the list. */
export function PaletteList({ onDone }: { readonly onDone: () => void }): ReactNode {
  const [text, setText] = useState('');
  /** Where one has moved to; until then the best is selected, also when another becomes the best. */
  const [chosen, setChosen] = useState<string | null>(null);
  const moved = useRef(false);
  const field = useRef<HTMLInputElement>(null);
  const [awaited, setAwaited] = useState(false);
  /** Counts how often the list moved the selection by itself: see `value` below. */
  const [strayed, setStrayed] = useState(0);
  const { reading, lookup, sections, best, nothing, manner, day, source, lost } = useOffer(text);
  const follow = useFollow(source);
  const options = sections.flatMap(([, list]) => list);
  const selected = options.find(({ id }) => id === chosen) ?? best;

  const write = (next: string): void => {
    moved.current = false;
    setChosen(null);
    setAwaited(false);
    setText(next);
  };
  const go = (option: Option): void => {
    onDone();
    if ('guess' in option) follow.go(option.guess.to);
    else if ('command' in option) option.command.run();
    else if ('found' in option) {
      const screen = option.twin === true ? null : screenOf(option.found);
      if (screen === null) follow.open(option.found.hit);
      else follow.go(screen);
    }
  };
  const choose = (option: Option): void => {
    if ('waiting' in option) setAwaited(true);
    else if (!('act' in option)) go(option);
    else if (option.act === 'again') lookup.again();
    else if (option.act === 'deeper') lookup.deeper();
    else {
      write(day.text);
      // When the text is there.
      requestAnimationFrame(() => field.current?.setSelectionRange(0, day.day.length));
    }
  };
  // Enter pressed before the answer: followed when it is here.
  const arrived =
    awaited && selected !== null && 'found' in selected && isDecided(selected, lookup, reading.words)
      ? selected
      : null;
  useEffect(() => {
    if (arrived !== null) go(arrived);
  });

  const { zone } = manner;
  const trouble = noAnswer(lookup.state === 'idle' ? null : lost, lookup.error, zone);
  const said =
    trouble ??
    reading.refused ??
    (saysNo(lookup) ? nothingFound(lookup.answers, oldestOf(source), zone, !nothing) : null);
  const remark = said ?? (lookup.state === 'answered' ? notLookedAt(lookup.answers, zone) : null);
  const above = trouble !== null || reading.refused !== null || nothing;
  return (
    <Cmdk
      label="Command palette"
      loop
      shouldFilter={false}
      // The list selects its first line whenever lines come and go. What is selected here is said anew then, by a
      // blank that it cuts off; and where nothing is, by a name that no line has.
      value={`${selected?.id ?? 'nothing'}${' '.repeat(strayed % 2)}`}
      onValueChange={(id) => {
        if (moved.current) setChosen(id);
        else if (id !== selected?.id) setStrayed((times) => times + 1);
      }}
      onKeyDown={(event) => {
        const { key } = event;
        if (key === 'k' && (event.ctrlKey || event.metaKey) && useDesk.getState().dialog === null) {
          // It is fading out: wanted anew, where the list would take the key for its own.
          event.preventDefault();
          write('');
          useDesk.getState().show('palette');
          return;
        }
        if (!KEYS_THAT_MOVE.includes(key)) return;
        moved.current = true;
        setAwaited(false);
      }}
    >
      <div className={css['search']}>
        <Search size={16} strokeWidth={1.5} aria-hidden="true" />
        <Cmdk.Input
          ref={field}
          value={text}
          onValueChange={write}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text');
            const { selectionStart, selectionEnd } = event.currentTarget;
            if (!/[\r\n]/.test(pasted.trim())) return;
            // Lines stay apart, which the field would join.
            event.preventDefault();
            const [from, to] = [selectionStart ?? text.length, selectionEnd ?? text.length];
            write(text.slice(0, from) + pasted.trim().replaceAll(/\s+/g, ' ') + text.slice(to));
          }}
          placeholder="Go to, run, or type a table, actor, time, id, or any recorded value"
        />
      </div>
      <Said text={above ? remark : null} className={css['none']} />
      {options.length === 0 && remark === null && (
        <Said
          text={
            source === null
              ? 'Open a connection first, then paste what you look for.'
              : 'Nothing here is called that.'
          }
          className={css['none']}
        />
      )}
      <Cmdk.List className={css['list']} onPointerMoveCapture={() => (moved.current = true)}>
        {sections.map(
          ([heading, list]) =>
            list.length > 0 && (
              <Cmdk.Group key={heading} heading={heading}>
                {list.map((option) => (
                  <Cmdk.Item
                    key={option.id}
                    value={option.id}
                    className={css['item']}
                    {...('waiting' in option ? { 'aria-busy': true } : {})}
                    onSelect={() => choose(option)}
                  >
                    <OptionLine
                      option={option}
                      manner={manner}
                      typed={text}
                      searched={lookup.searched}
                      day={day.text}
                    />
                  </Cmdk.Item>
                ))}
              </Cmdk.Group>
            ),
        )}
      </Cmdk.List>
      {lookup.state === 'asking' && lookup.hits.length > 0 && lost === null ? (
        <StillLooking key={text} searched={lookup.searched} />
      ) : (
        <Said text={above ? null : remark} className={css['foot']} />
      )}
    </Cmdk>
  );
}

/** Read out when it changes. */
function Said({
  text,
  className,
}: {
  readonly text: string | null;
  readonly className: string | undefined;
}): ReactNode {
  return <div role="status">{text !== null && <p className={className}>{text}</p>}</div>;
}

/** What was found is on screen; there may be more. */
function StillLooking({ searched }: { readonly searched: Searched }): ReactNode {
  const seconds = useLate(true);
  if (seconds === null) return null;
  return (
    <p className={css['foot']}>
      Still looking, for {seconds} s{progressOf(searched)}
    </p>
  );
}

function oldestOf(source: OpenSource | null): string | null {
  return source?.capability.window.oldest ?? null;
}
