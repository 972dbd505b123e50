import { Dialog } from '@base-ui/react/dialog';
import { useRef, type ReactNode } from 'react';
import { useDesk } from '@renderer/lib/desk.ts';
import { focusScreen } from '../screenFocus.ts';
import css from './Palette.module.css';
import { PaletteList } from './PaletteList.tsx';

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
