import { Toast as Base } from '@base-ui/react/toast';
import type { ReactNode } from 'react';
import css from './Toast.module.css';

const manager = Base.createToastManager();

/** A short word that something was done; never the only place where a result can be read. */
export function toast(text: string): void {
  manager.add({ title: text, timeout: 3200 });
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
    <Base.Root key={item.id} toast={item} className={css['toast']}>
      <Base.Content className={css['content']}>
        <Base.Title render={<span />} />
        <Base.Close aria-label="Dismiss">Dismiss</Base.Close>
      </Base.Content>
    </Base.Root>
  ));
}
