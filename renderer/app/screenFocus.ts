import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** Ends the waiting for what the screen is still reading. */
let stopWaiting: () => void = () => undefined;

/**
 * Gives the focus to the screen in front: its list, else its heading, else the screen itself, and on to the better
 * one as that appears. Whoever takes the focus elsewhere in the meantime keeps it.
 */
export function focusScreen(): void {
  stopWaiting();
  const main = document.getElementById('main');
  if (main === null) return;
  let given: Element | null = null;
  const give = (): void => {
    const { activeElement } = document;
    if (given !== null && activeElement !== given && activeElement !== document.body) {
      stopWaiting();
      return;
    }
    const target = best(main);
    given = target;
    if (target === activeElement) return;
    if (target.tabIndex < 0 && !target.hasAttribute('tabindex')) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(give);
  stopWaiting = () => {
    observer.disconnect();
    window.removeEventListener('pointerdown', stopWaiting, { capture: true });
    stopWaiting = () => undefined;
  };
  observer.observe(main, { childList: true, subtree: true });
  window.addEventListener('pointerdown', stopWaiting, { capture: true });
  give();
}

function best(main: HTMLElement): HTMLElement {
  return main.querySelector<HTMLElement>('[role="grid"]') ?? main.querySelector('h1, h2') ?? main;
}

/** A new screen has the focus, not what led to it. */
export function useScreenFocus(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (pathChanged && fromLocation !== undefined) focusScreen();
      }),
    [router],
  );
}
