import { Tooltip as Base } from '@base-ui/react/tooltip';
import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import css from './Tooltip.module.css';

interface TooltipProps {
  readonly content: ReactNode;
  readonly children: ReactElement<Record<string, unknown>>;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
}

/** Says more about what it wraps, on hover and on focus. Nothing may be found only here. */
export function Tooltip({ content, children, side = 'bottom' }: TooltipProps): ReactNode {
  const [open, setOpen] = useState(false);
  useGoneBeforeEscape(open, setOpen);
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className={css['positioner']}>
          <Base.Popup className={css['popup']}>{content}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/**
 * Escape hides the tooltip and then does what it would have done without one. An open tooltip would keep the key
 * to itself, so it is gone before anybody else hears of it.
 */
function useGoneBeforeEscape(open: boolean, setOpen: (open: boolean) => void): void {
  useEffect(() => {
    if (!open) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') flushSync(() => setOpen(false));
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [open, setOpen]);
}

export function TooltipProvider({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Base.Provider delay={350} closeDelay={0}>
      {children}
    </Base.Provider>
  );
}
