import { Dialog } from '@base-ui/react/dialog';
import { useRouter } from '@tanstack/react-router';
import { Command as Cmdk } from 'cmdk';
import { ArrowUpRight, Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useRegistry, type Command } from '@renderer/lib/commands.ts';
import { groupBy } from '@renderer/lib/groupBy.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { showKeys } from '@renderer/lib/keys.ts';
import { useSource } from '@renderer/lib/sources.ts';
import { Kbd } from '@renderer/ui/Button.tsx';
import css from './Palette.module.css';
import { guesses, type Guess } from './pasted.ts';

/** Go to, run, or paste: one list over the registry of commands and what the text could be. */
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

/** Nearest first: what is selected, the screen in front, then everything else. */
const ORDER: readonly Command['group'][] = [
  'Change',
  'Transaction',
  'Question',
  'Go to',
  'Connection',
  'Application',
];

function PaletteList({ onDone }: { readonly onDone: () => void }): ReactNode {
  const [text, setText] = useState('');
  const router = useRouter();
  const open = useSource().state === 'open';
  const sets = useRegistry((registry) => registry.sets);
  const offered = [...sets.values()].flat().filter((command) => command.keysOnly !== true);
  const byGroup = groupBy(offered, (command) => command.group);
  const groups = ORDER.flatMap((group) => {
    const commands = byGroup.get(group);
    return commands === undefined ? [] : [[group, commands] as const];
  });
  const found = open ? guesses(text) : [];
  // Any word could be a correlation. Ranked with the commands, so that "export" and Enter still exports.
  const vague = found.filter(({ id }) => id === 'correlation');
  const certain = found.filter(({ id }) => id !== 'correlation');
  const follow = (guess: Guess): void => {
    onDone();
    if (guess.kind === 'transaction')
      void router.navigate({ to: '/transaction/$id', params: { id: guess.id } });
    else void router.navigate({ to: '/timeline', search: guess.filters });
  };
  return (
    <Cmdk label="Command palette" loop>
      <div className={css['search']}>
        <Search size={16} strokeWidth={1.5} aria-hidden="true" />
        <Cmdk.Input
          value={text}
          onValueChange={setText}
          placeholder="Go to, run, or paste a transaction id, actor, table, time, correlation"
        />
      </div>
      <Cmdk.List className={css['list']}>
        <Cmdk.Empty className={css['none']}>
          {open ? 'Nothing here is called that.' : 'Open a connection first, then paste what you look for.'}
        </Cmdk.Empty>
        {certain.length > 0 && (
          <Cmdk.Group heading="What this could be" forceMount>
            {certain.map((guess) => (
              <Cmdk.Item
                key={guess.id}
                value={`guess ${guess.id} ${text}`}
                forceMount
                className={css['item']}
                onSelect={() => follow(guess)}
              >
                <ArrowUpRight size={14} aria-hidden="true" />
                <span className="ell">{guess.title}</span>
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        )}
        {groups.map(([group, commands]) => (
          <Cmdk.Group key={group} heading={group}>
            {commands.map((command) => (
              <Cmdk.Item
                key={command.id}
                value={`${command.title} ${command.words ?? ''} ${command.id}`}
                className={css['item']}
                onSelect={() => {
                  onDone();
                  command.run();
                }}
              >
                {command.icon}
                <span className="ell">{command.title}</span>
                {command.keys !== undefined && <Kbd>{showKeys(command.keys)}</Kbd>}
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        ))}
        {vague.length > 0 && (
          <Cmdk.Group heading="Or ask for it">
            {vague.map((guess) => (
              <Cmdk.Item
                key={guess.id}
                value={`ask for the ${guess.id} ${text}`}
                className={css['item']}
                onSelect={() => follow(guess)}
              >
                <ArrowUpRight size={14} aria-hidden="true" />
                <span className="ell">{guess.title}</span>
              </Cmdk.Item>
            ))}
          </Cmdk.Group>
        )}
      </Cmdk.List>
    </Cmdk>
  );
}
