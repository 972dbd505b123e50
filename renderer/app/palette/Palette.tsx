import { Dialog } from '@base-ui/react/dialog';
import { Command as Cmdk } from 'cmdk';
import { ArrowUpRight, Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { FindHit } from '@shared/domain/find.ts';
import { useRegistry, type Command } from '@renderer/lib/commands.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { showKeys } from '@renderer/lib/keys.ts';
import { keyOrders, type KeyOrders } from '@renderer/lib/rowKey.ts';
import { useSource } from '@renderer/lib/sources.ts';
import { Kbd } from '@renderer/ui/Button.tsx';
import { focusScreen } from '../screenFocus.ts';
import css from './Palette.module.css';
import { commandsFor } from './found.ts';
import { hitId, hitPlace, hitTitle, isId } from './lookup.ts';
import type { Guess } from './pasted.ts';
import { useFollow, useGuesses } from './useGuesses.ts';
import { useLookup, type Lookup } from './useLookup.ts';

/** Go to, run, or paste: one list over the registry of commands and what the text could be, best first. */
export function Palette(): ReactNode {
  const open = useDesk((desk) => desk.dialog === 'palette');
  const show = useDesk((desk) => desk.show);
  const ran = useRef(false);
  // Cancelled: back to where one was. Run: the screen, unless what was run opened something of its own.
  const afterwards = (): boolean => {
    if (!ran.current) return true;
    ran.current = false;
    if (useDesk.getState().dialog === null) focusUnlessTaken();
    return false;
  };
  return (
    <Dialog.Root open={open} onOpenChange={(next) => show(next ? 'palette' : null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={css['backdrop']} />
        <Dialog.Popup className={css['popup']} aria-label="Command palette" finalFocus={afterwards}>
          <PaletteList
            onDone={() => {
              ran.current = true;
              show(null);
            }}
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** A popover that was opened, like the editor of a filter, has the focus already or is about to take it. */
function focusUnlessTaken(): void {
  if (document.querySelector('[role=dialog]:not([data-closed]):not([data-ending-style])') === null)
    focusScreen();
}

type Option = { readonly id: string } & (
  | { readonly guess: Guess }
  | { readonly command: Command }
  | { readonly hit: FindHit }
  | { readonly waiting: string }
);

/** Recorded values listed at most: a common one is in ever so many columns. */
const MOST_HITS = 12;

const KEYS_THAT_MOVE = ['ArrowDown', 'ArrowUp', 'Home', 'End', 'n', 'p', 'j', 'k'];

function PaletteList({ onDone }: { readonly onDone: () => void }): ReactNode {
  const [text, setText] = useState('');
  /** Where one has moved to; until then the first is selected, also when another becomes the first. */
  const [chosen, setChosen] = useState<string | null>(null);
  const moved = useRef(false);
  const [awaited, setAwaited] = useState(false);
  const current = useSource();
  const source = current.state === 'open' ? current.source : null;
  const found = useGuesses(source, text);
  const triggers = source?.capability.triggers;
  const orders = useMemo(() => keyOrders(triggers ?? []), [triggers]);
  const lookup = useLookup(source?.source ?? null, text);
  const follow = useFollow(source);
  const sets = useRegistry((registry) => registry.sets);
  const offered = [...sets.values()].flat().filter((command) => command.keysOnly !== true);
  const groups = commandsFor(offered, text);
  const sure = found.filter((guess) => guess.sure).map(guessOption);
  const hits = hitOptions(lookup, text);
  // What the database says comes first where nothing else can be meant: its place is held while it is asked.
  const leads = isId(text) || (sure.length === 0 && groups.length === 0);
  const sections: readonly (readonly [heading: string, options: readonly Option[]])[] = [
    ['Found in this database', leads ? hits : []],
    ['What this could be', sure],
    ...groups.map(
      ([group, commands]) => [group, commands.map((command) => ({ id: command.id, command }))] as const,
    ),
    ['Or ask for it', found.filter((guess) => !guess.sure).map(guessOption)],
    ['Found in this database, too', leads ? [] : hits],
  ];
  const options = sections.flatMap(([, list]) => list);
  const best = options.find(({ id }) => id === chosen) ?? options[0];
  const selected = best?.id ?? '';
  const go = (option: Option): void => {
    onDone();
    if ('guess' in option) follow.ask(option.guess.filters);
    else if ('hit' in option) follow.open(option.hit);
    else if ('command' in option) option.command.run();
  };
  // Enter pressed before the answer: followed when it is here.
  const arrived = awaited && best !== undefined && 'hit' in best ? best : null;
  useEffect(() => {
    if (arrived !== null) go(arrived);
  });
  return (
    <Cmdk
      label="Command palette"
      loop
      shouldFilter={false}
      value={selected}
      onValueChange={(id) => {
        if (moved.current) setChosen(id);
      }}
      onKeyDown={({ key }) => {
        if (!KEYS_THAT_MOVE.includes(key)) return;
        moved.current = true;
        setAwaited(false);
      }}
    >
      <div className={css['search']}>
        <Search size={16} strokeWidth={1.5} aria-hidden="true" />
        <Cmdk.Input
          value={text}
          onValueChange={(next) => {
            moved.current = false;
            setChosen(null);
            setAwaited(false);
            setText(next);
          }}
          placeholder="Go to, run, or type a table, actor, time, id, or any recorded value"
        />
      </div>
      <Cmdk.List className={css['list']} onPointerMoveCapture={() => (moved.current = true)}>
        {options.length === 0 && (
          <p className={css['none']} role="status">
            {source === null
              ? 'Open a connection first, then paste what you look for.'
              : 'Nothing here is called that.'}
          </p>
        )}
        {lookup.remark !== null && (
          <p className={css['none']} role="status">
            {lookup.remark}
          </p>
        )}
        {sections.map(
          ([heading, list]) =>
            list.length > 0 && (
              <Cmdk.Group key={heading} heading={heading}>
                {list.map((option) => (
                  <Cmdk.Item
                    key={option.id}
                    value={option.id}
                    className={css['item']}
                    onSelect={() => ('waiting' in option ? setAwaited(true) : go(option))}
                  >
                    <OptionLine option={option} orders={orders} />
                  </Cmdk.Item>
                ))}
              </Cmdk.Group>
            ),
        )}
      </Cmdk.List>
    </Cmdk>
  );
}

function guessOption(guess: Guess): Option {
  return { id: `guess ${guess.id}`, guess };
}

/** What was found; one line that holds the place while the database is asked and has said nothing. */
function hitOptions({ hits, state }: Lookup, text: string): readonly Option[] {
  if (hits.length === 0)
    return state === 'asking' ? [{ id: 'looking', waiting: `Looking for ${text.trim()}` }] : [];
  return hits.slice(0, MOST_HITS).map((hit) => ({ id: `hit ${hitId(hit)}`, hit }));
}

function OptionLine({ option, orders }: { readonly option: Option; readonly orders: KeyOrders }): ReactNode {
  if ('guess' in option)
    return (
      <>
        <ArrowUpRight size={14} aria-hidden="true" />
        <span className="ell">{option.guess.title}</span>
      </>
    );
  if ('waiting' in option)
    return (
      <>
        <Search size={14} aria-hidden="true" />
        <span className="ell" aria-busy="true">
          {option.waiting}
        </span>
      </>
    );
  if ('hit' in option)
    return (
      <>
        <ArrowUpRight size={14} aria-hidden="true" />
        <span className="ell" title={hitTitle(option.hit, orders)}>
          {hitTitle(option.hit, orders)}
        </span>
        <span className={css['end']}>{hitPlace(option.hit)}</span>
      </>
    );
  const { icon, title, keys, inUse = false } = option.command;
  return (
    <>
      {icon}
      <span className="ell">{title}</span>
      {inUse && <span className={css['end']}>in use</span>}
      {keys !== undefined && <Kbd>{showKeys(keys)}</Kbd>}
    </>
  );
}
