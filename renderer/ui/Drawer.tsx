import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import css from './Drawer.module.css';

interface DrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
}

/** What has a place beside the content in a wide window, over it in a narrow one. */
export function Drawer({ open, onClose, title, children }: DrawerProps): ReactNode {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={css['backdrop']} />
        <Base.Popup className={css['drawer']}>
          <header>
            <Base.Title>{title}</Base.Title>
            <Base.Close render={<IconButton label="Close" shortcut="Esc" />}>
              <X size={14} strokeWidth={1.5} aria-hidden="true" />
            </Base.Close>
          </header>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
