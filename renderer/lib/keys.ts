const mac = /mac/i.test(navigator.userAgent);

/** How the command key is written on this machine. */
export const modKey = mac ? '⌘' : 'Ctrl ';

/** `mod+k` as shown: `⌘K` or `Ctrl K`; `g t` stays. */
export function showKeys(keys: string): string {
  return keys
    .replace(/mod\+(.)/g, (_, letter: string) => `${modKey}${letter.toUpperCase()}`)
    .replace('alt+arrowleft', 'Alt ←')
    .replace('alt+arrowright', 'Alt →')
    .replace('enter', '↵')
    .replace('escape', 'Esc')
    .replace('backspace', '⌫')
    .replace('pagedown', 'PgDn')
    .replace('pageup', 'PgUp')
    .replace(/^home$/, 'Home')
    .replace(/^end$/, 'End')
    .replace('arrowdown', '↓')
    .replace('arrowup', '↑');
}

/** An event as commands write it: modifiers in the order alt, mod, then the key in lower case. */
export function keyOf(event: KeyboardEvent): string {
  const mod = mac ? event.metaKey : event.ctrlKey;
  return `${event.altKey ? 'alt+' : ''}${mod ? 'mod+' : ''}${event.key.toLowerCase()}`;
}

/** True where letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}
