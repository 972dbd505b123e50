import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import { cx } from '@renderer/lib/cx.ts';
import css from './Dialog.module.css';

interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly wide?: boolean;
  /** For text whose lines are long, as SQL. */
  readonly broad?: boolean;
  /** Work is under way: neither Escape nor a click outside closes. */
  readonly busy?: boolean;
  readonly initialFocus?: RefObject<HTMLElement | null>;
  readonly children?: ReactNode;
  readonly footer?: ReactNode;
}

export function Dialog({
  open,
  onClose,
  title,
  description,
  wide = false,
  broad = false,
  busy = false,
  initialFocus,
  children,
  footer,
}: DialogProps): ReactNode {
  return (
    <Base.Root
      open={open}
      disablePointerDismissal={busy}
      onOpenChange={(next) => {
        if (!next && !busy) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={css['backdrop']} />
        <Base.Viewport className={css['viewport']}>
          <Base.Popup
            className={cx(css['popup'], wide && css['wide'], broad && css['broad'])}
            {...(initialFocus === undefined ? {} : { initialFocus })}
          >
            <header className={css['head']}>
              <Base.Title>{title}</Base.Title>
              {description !== undefined && <Base.Description>{description}</Base.Description>}
            </header>
            {children !== undefined && <div className={css['body']}>{children}</div>}
            {footer !== undefined && <footer className={css['foot']}>{footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
