import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import { useCommands, type Command } from '@renderer/lib/commands.ts';

/** Where the reader was in each list when they left it, by what the list answers. */
const left = new Map<string, number>();

/**
 * `j` and `k` put the focus on the next and previous finding, whose sentence is its link: Enter follows it. Coming
 * back to the list, the focus is where it was.
 */
export function useFindingKeys(list: RefObject<HTMLElement | null>, name: string): void {
  const at = useRef<number | null>(null);
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent): void => {
      const card = target instanceof Element ? target.closest('[data-finding]') : null;
      if (card === null) return;
      at.current = cardsOf(list).indexOf(card as HTMLElement);
      left.set(name, at.current);
    };
    const element = list.current;
    element?.addEventListener('focusin', onFocus);
    const before = left.get(name);
    // After the screen has taken the focus, which it does when it has been painted.
    const timer = before === undefined ? undefined : setTimeout(() => focusCard(list, before), 0);
    return () => {
      clearTimeout(timer);
      element?.removeEventListener('focusin', onFocus);
    };
  }, [list, name]);
  const step = useCallback(
    (by: number): void => {
      const count = cardsOf(list).length;
      const next = at.current === null ? 0 : Math.min(count - 1, Math.max(0, at.current + by));
      focusCard(list, next);
    },
    [list],
  );
  const open = useCallback((): void => {
    if (at.current !== null) linkOf(cardsOf(list)[at.current])?.click();
  }, [list]);
  useCommands(
    useMemo(
      (): readonly Command[] => [
        { ...COMMANDS.next, run: () => step(1) },
        { ...COMMANDS.previous, run: () => step(-1) },
        { ...COMMANDS.open, run: open },
      ],
      [step, open],
    ),
  );
}

function cardsOf(list: RefObject<HTMLElement | null>): readonly HTMLElement[] {
  return [...(list.current?.querySelectorAll<HTMLElement>('[data-finding]') ?? [])];
}

function linkOf(card: HTMLElement | undefined): HTMLElement | null {
  return card?.querySelector<HTMLElement>('h4 a') ?? null;
}

function focusCard(list: RefObject<HTMLElement | null>, at: number): void {
  const card = cardsOf(list)[at];
  linkOf(card)?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: 'nearest' });
}

const own = { group: 'Question', keysOnly: true } as const;
const COMMANDS = {
  next: { ...own, id: 'next-finding', title: 'Next finding', keys: 'j' },
  previous: { ...own, id: 'previous-finding', title: 'Previous finding', keys: 'k' },
  open: { ...own, id: 'open-finding', title: 'Open what the finding is about', keys: 'enter' },
} as const;
