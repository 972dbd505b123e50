import { Dialog } from '@base-ui/react/dialog';
import { Command as Cmdk } from 'cmdk';
import { ArrowUpRight, Search } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import { useRegistry, type Command } from '@renderer/lib/commands.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { showKeys } from '@renderer/lib/keys.ts';
import { useSource } from '@renderer/lib/sources.ts';
import { Kbd } from '@renderer/ui/Button.tsx';
import css from './Palette.module.css';
import { commandsFor } from './found.ts';
import type { Guess } from './pasted.ts';
import { useFollow, useGuesses } from './useGuesses.ts';

/** Go to, run, or paste: one list over the registry of commands and what the text could be, best first. */
export function Palette(): ReactNode {
  const open = useDesk((desk) => desk.dialog === 'palette');
  const show = useDesk((desk) => desk.show);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => show(next ? 'palette' : null)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={css['backdrop']} />
        <Dialog.Popup className={css['popup']} aria-label="Command palette">
          <PaletteList onDone={() => show(null)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type Option =
  { readonly id: string; readonly guess: Guess } | { readonly id: string; readonly command: Command };

const KEYS_THAT_MOVE = ['ArrowDown', 'ArrowUp', 'Home', 'End', 'n', 'p', 'j', 'k'];

function PaletteList({ onDone }: { readonly onDone: () => void }): ReactNode {
  const [text, setText] = useState('');
  /** Where one has moved to; until then the first is selected, also when another becomes the first. */
  const [chosen, setChosen] = useState<string | null>(null);
  const moved = useRef(false);
  const current = useSource();
  const source = current.state === 'open' ? current.source : null;
  const found = useGuesses(source, text);
  const follow = useFollow(source);
  const sets = useRegistry((registry) => registry.sets);
  const offered = [...sets.values()].flat().filter((command) => command.keysOnly !== true);
  const sections: readonly (readonly [heading: string, options: readonly Option[]])[] = [
    ['What this could be', found.filter(({ sure }) => sure).map(guessOption)],
    ...commandsFor(offered, text).map(
      ([group, commands]) => [group, commands.map((command) => ({ id: command.id, command }))] as const,
    ),
    ['Or ask for it', found.filter(({ sure }) => !sure).map(guessOption)],
  ];
  const options = sections.flatMap(([, list]) => list);
  const selected = options.find(({ id }) => id === chosen)?.id ?? options[0]?.id ?? '';
  const run = (option: Option): void => {
    onDone();
    if ('guess' in option) follow(option.guess);
    else option.command.run();
  };
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
        if (KEYS_THAT_MOVE.includes(key)) moved.current = true;
      }}
    >
      <div className={css['search']}>
        <Search size={16} strokeWidth={1.5} aria-hidden="true" />
        <Cmdk.Input
          value={text}
          onValueChange={(next) => {
            moved.current = false;
            setChosen(null);
            setText(next);
          }}
          placeholder="Go to, run, or type a table, actor, transaction, time, correlation"
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
        {sections.map(
          ([heading, list]) =>
            list.length > 0 && (
              <Cmdk.Group key={heading} heading={heading}>
                {list.map((option) => (
                  <Cmdk.Item
                    key={option.id}
                    value={option.id}
                    className={css['item']}
                    onSelect={() => run(option)}
                  >
                    <OptionLine option={option} />
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

function OptionLine({ option }: { readonly option: Option }): ReactNode {
  if ('guess' in option)
    return (
      <>
        <ArrowUpRight size={14} aria-hidden="true" />
        <span className="ell">{option.guess.title}</span>
      </>
    );
  const { icon, title, keys } = option.command;
  return (
    <>
      {icon}
      <span className="ell">{title}</span>
      {keys !== undefined && <Kbd>{showKeys(keys)}</Kbd>}
    </>
  );
}
