import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';
import { useCommands, type Command } from '@renderer/lib/commands.ts';
import { neighbourLine, type Line } from './lines.ts';

interface ChangeKeys {
  readonly lines: readonly Line[];
  readonly body: RefObject<HTMLElement | null>;
  readonly scrollTo: (index: number, options: { align: 'auto' }) => void;
  readonly onOpen: (change: string) => void;
}

/** `j` and `k` put the focus on the next and previous change, where Enter opens it as a press does. */
export function useChangeKeys({ lines, body, scrollTo, onOpen }: ChangeKeys): void {
  /** The change the focus was on last: it may have been scrolled out of the document since. */
  const last = useRef<string | null>(null);
  /** To be focused as soon as its line is in the document. */
  const wanted = useRef<string | null>(null);
  useEffect(() => focusWanted(body, wanted));
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent): void => {
      const line = target instanceof Element ? target.closest<HTMLElement>('[data-change]') : null;
      if (line !== null) last.current = line.dataset['change'] ?? null;
    };
    const element = body.current;
    element?.addEventListener('focusin', onFocus);
    return () => element?.removeEventListener('focusin', onFocus);
  }, [body]);
  const step = useCallback(
    (by: number): void => {
      const index = neighbourLine(lines, last.current, by);
      const line = lines[index];
      if (line?.kind !== 'field') return;
      last.current = line.change.id;
      wanted.current = line.change.id;
      scrollTo(index, { align: 'auto' });
      focusWanted(body, wanted);
    },
    [lines, scrollTo, body],
  );
  const open = useCallback((): void => {
    if (last.current !== null) onOpen(last.current);
  }, [onOpen]);
  useCommands(
    useMemo(
      (): readonly Command[] => [
        { ...KEYS.next, run: () => step(1) },
        { ...KEYS.previous, run: () => step(-1) },
        { ...KEYS.open, run: open },
      ],
      [step, open],
    ),
  );
}

function focusWanted(body: RefObject<HTMLElement | null>, wanted: RefObject<string | null>): void {
  const id = wanted.current;
  const line = id === null ? null : body.current?.querySelector<HTMLElement>(`[data-change="${id}"]`);
  if (line == null) return;
  wanted.current = null;
  line.focus({ preventScroll: true });
}

const KEYS = {
  next: { id: 'next-change', title: 'Next change', group: 'Transaction', keys: 'j', keysOnly: true },
  previous: {
    id: 'previous-change',
    title: 'Previous change',
    group: 'Transaction',
    keys: 'k',
    keysOnly: true,
  },
  open: {
    id: 'open-change',
    title: 'Open or close the change',
    group: 'Transaction',
    keys: 'enter',
    keysOnly: true,
  },
} as const;
