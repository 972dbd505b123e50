import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode } from 'react';
import { cx } from '@renderer/lib/cx.ts';
import css from './Popover.module.css';

interface PopoverProps {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly children: ReactNode;
  readonly label: string;
  readonly align?: 'start' | 'center' | 'end';
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

export function Popover({
  trigger,
  children,
  label,
  align = 'end',
  open,
  onOpenChange,
}: PopoverProps): ReactNode {
  return (
    <Base.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange === undefined ? {} : { onOpenChange: (next) => onOpenChange(next) })}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} className={css['positioner']}>
          <Base.Popup className={css['popup']} aria-label={label}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuEntry {
  readonly id: string;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
  readonly end?: ReactNode;
  readonly disabled?: boolean;
  readonly run: () => void;
}

interface MenuProps {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly groups: readonly { readonly label?: string; readonly entries: readonly MenuEntry[] }[];
  readonly align?: 'start' | 'center' | 'end';
}

export function Menu({ trigger, groups, align = 'end' }: MenuProps): ReactNode {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={6} align={align} className={css['positioner']}>
          <BaseMenu.Popup className={cx(css['popup'], css['menu'])}>
            {groups.map((group, index) => (
              <BaseMenu.Group key={group.entries[0]?.id ?? index}>
                {index > 0 && <div className={css['sep']} />}
                {group.label !== undefined && (
                  <BaseMenu.GroupLabel className={css['label']}>{group.label}</BaseMenu.GroupLabel>
                )}
                {group.entries.map((entry) => (
                  <BaseMenu.Item
                    key={entry.id}
                    className={css['item']}
                    disabled={entry.disabled ?? false}
                    onClick={entry.run}
                  >
                    {entry.icon}
                    <span className="ell">{entry.label}</span>
                    {entry.end !== undefined && <span className={css['end']}>{entry.end}</span>}
                  </BaseMenu.Item>
                ))}
              </BaseMenu.Group>
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}
