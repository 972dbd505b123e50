import { Toast as Base } from '@base-ui/react/toast';
import type { ReactNode } from 'react';
import css from './Toast.module.css';

const manager = Base.createToastManager();

interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

/** A short word that something was done; never the only place where a result can be read. What can be taken back stays longer. */
export function toast(text: string, action?: ToastAction): void {
  if (action === undefined) {
    manager.add({ title: text, timeout: 3200 });
    return;
  }
  const id = manager.add({
    title: text,
    timeout: 9000,
    actionProps: {
      children: action.label,
      onClick: () => {
        manager.close(id);
        action.run();
      },
    },
  });
}

export function ToastProvider({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Base.Provider toastManager={manager} limit={2}>
      {children}
      <Base.Portal>
        <Base.Viewport className={css['viewport']}>
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function Toasts(): ReactNode {
  const { toasts } = Base.useToastManager();
  return toasts.map((item) => (
    <Base.Root key={item.id} toast={item} className={css['toast']} data-toast>
      <Base.Content className={css['content']}>
        <Base.Title render={<span />} />
        <Base.Action />
        <Base.Close aria-label="Dismiss">Dismiss</Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
