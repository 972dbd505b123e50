import { useEffect } from 'react';
import { allCommands } from '@renderer/lib/commands.ts';
import { isTyping, keyOf } from '@renderer/lib/keys.ts';

const SEQUENCE_MS = 1200;

/** Listens for the keys of all commands on offer; `g t` is two keys one after the other. */
export function useKeys(): void {
  useEffect(() => {
    let first: { readonly key: string; readonly at: number } | null = null;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const key = keyOf(event);
      const free = key.startsWith('mod+') || key.startsWith('alt+');
      if (!free && !isClosing(event.target) && (isTyping(event.target) || blocked(event.target))) return;
      if (key === 'enter' && isPressable(event.target)) return;
      const pending =
        first !== null && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${key}` : null;
      const commands = allCommands();
      const command =
        commands.find((one) => pending !== null && one.keys === pending) ??
        commands.find((one) => one.keys?.split(', ').includes(key));
      first = null;
      if (command !== undefined) {
        event.preventDefault();
        command.run();
      } else if (commands.some((one) => one.keys?.startsWith(`${key} `))) {
        first = { key, at: event.timeStamp };
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Dialogs, menus and popovers keep their keys to themselves; a word that something was done is none of them. */
function blocked(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest('[role=dialog]:not([data-toast]), [role=menu], [role=listbox], [role=separator]') !== null
  );
}

/** Enter presses what has the focus, and nothing else. */
function isPressable(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, a[href], summary, [role=button]') !== null;
}

/** What is fading out still has the focus for a moment, but a key pressed then is meant for the screen. */
function isClosing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog][data-closed]') !== null;
}
