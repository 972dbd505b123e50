import type { ReactNode } from 'react';
import { useRegistry, type Command } from '@renderer/lib/commands.ts';
import { groupBy } from '@renderer/lib/groupBy.ts';
import { useDesk } from '@renderer/lib/desk.ts';
import { showKeys } from '@renderer/lib/keys.ts';
import { Button, Kbd } from '@renderer/ui/Button.tsx';
import { Dialog } from '@renderer/ui/Dialog.tsx';
import css from './KeymapDialog.module.css';

/** Every key that does something here, from the registry itself. */
export function KeymapDialog(): ReactNode {
  const open = useDesk((desk) => desk.dialog === 'keymap');
  const show = useDesk((desk) => desk.show);
  const sets = useRegistry((registry) => registry.sets);
  const bound = [...sets.values()].flat().filter((command) => command.keys !== undefined);
  const groups = groupBy(bound, (command) => command.group);
  return (
    <Dialog
      open={open}
      onClose={() => show(null)}
      wide
      title="Keyboard shortcuts"
      description="What the screen in front offers. Keys marked with a gap are pressed one after the other."
      footer={
        <Button large onClick={() => show(null)}>
          Close
        </Button>
      }
    >
      <div className={css['grid']}>
        {[...groups].map(([group, commands]) => (
          <section key={group} className={css['group']}>
            <h3>{group}</h3>
            <ul>
              {commands.map((command) => (
                <KeyLine key={command.id} command={command} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function KeyLine({ command }: { readonly command: Command }): ReactNode {
  return (
    <li>
      {command.title}
      <span className={css['keys']}>
        {showKeys(command.keys ?? '')
          .split(', ')
          .map((keys) => (
            <Kbd key={keys}>{keys}</Kbd>
          ))}
      </span>
    </li>
  );
}
