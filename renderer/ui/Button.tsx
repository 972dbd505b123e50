import type { ComponentProps, ReactNode } from 'react';
import { cx } from '@renderer/lib/cx.ts';
import { Tooltip } from './Tooltip.tsx';
import css from './Button.module.css';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  readonly variant?: 'plain' | 'solid' | 'ghost' | 'danger';
  readonly large?: boolean;
  readonly type?: 'button' | 'submit';
  /** The key that does the same, shown beside the label. */
  readonly shortcut?: string;
}

export function Button({
  variant = 'plain',
  large = false,
  type = 'button',
  shortcut,
  className,
  children,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      {...rest}
      type={type}
      className={cx(css['btn'], variant !== 'plain' && css[variant], large && css['large'], className)}
    >
      {children}
      {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'type' | 'aria-label'> {
  /** Read aloud, and shown as the tooltip. */
  readonly label: string;
  readonly shortcut?: string;
  readonly framed?: boolean;
}

export function IconButton({
  label,
  shortcut,
  framed = false,
  className,
  children,
  ...rest
}: IconButtonProps): ReactNode {
  return (
    <Tooltip
      content={
        shortcut === undefined ? (
          label
        ) : (
          <>
            {label} <Kbd>{shortcut}</Kbd>
          </>
        )
      }
    >
      <button
        {...rest}
        type="button"
        aria-label={label}
        className={cx(css['btn'], css['icon'], !framed && css['ghost'], className)}
      >
        {children}
      </button>
    </Tooltip>
  );
}

export function Kbd({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <kbd className={css['kbd']} aria-hidden="true">
      {children}
    </kbd>
  );
}

interface SegmentedProps<T extends string> {
  readonly label: string;
  /** Null while nothing is chosen. */
  readonly value: T | null;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly onChange: (value: T) => void;
}

/** A choice among few, all visible. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedProps<T>): ReactNode {
  return (
    <div className={css['seg']} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
