import { EyeOff } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import type { Instant as InstantText } from '@shared/domain/instant.ts';
import type { SourceKind } from '@shared/domain/profile.ts';
import { cx } from '@renderer/lib/cx.ts';
import { instantParts, type Zone } from '@renderer/lib/zone.ts';
import css from './Marks.module.css';

const LETTERS: Readonly<Record<string, string>> = { insert: 'I', update: 'U', delete: 'D' };

/** I, U or D: colour and letter both say it. */
export function OpMark({ op }: { readonly op: string }): ReactNode {
  const lower = op.toLowerCase();
  const letter = LETTERS[lower];
  return (
    <span
      className={cx(css['op'], letter === undefined ? css['other'] : css[lower])}
      title={lower}
      role="img"
      aria-label={lower}
    >
      {letter ?? '–'}
    </span>
  );
}

/** Where one is: the word is written out, not only coloured. */
export function EnvBadge({ kind }: { readonly kind: SourceKind }): ReactNode {
  return <span className={cx(css['env'], css[kind])}>{kind}</span>;
}

/** A value the capture policy replaced. It is hatched, so that it is never read as a value. */
export function Masked({ text }: { readonly text: string }): ReactNode {
  return (
    <span className={css['masked']}>
      <EyeOff size={12} aria-hidden="true" />
      {text}
    </span>
  );
}

/** Something that is not there, and which kind of not. */
export function Absent({ children }: { readonly children: ReactNode }): ReactNode {
  return <span className={css['absent']}>{children}</span>;
}

/** What was found about a thing, beside its name. */
export function Badge({
  tone,
  children,
}: {
  readonly tone: 'plain' | 'warn';
  readonly children: ReactNode;
}): ReactNode {
  return <span className={cx(css['badge'], tone === 'warn' && css['warn'])}>{children}</span>;
}

interface PillProps extends Omit<ComponentProps<'button'>, 'type'> {
  readonly tone: 'ok' | 'part' | 'unknown';
}

export function Pill({ tone, children, className, ...rest }: PillProps): ReactNode {
  return (
    <button {...rest} type="button" className={cx(css['pill'], css[tone], className)}>
      <i aria-hidden="true" />
      {children}
    </button>
  );
}

/** An exact moment with its zone, microseconds dimmed. What PostgreSQL alone can express is shown as it is. */
export function InstantLabel({
  instant,
  zone,
  part = 'all',
}: {
  readonly instant: InstantText;
  readonly zone: Zone;
  readonly part?: 'all' | 'time';
}): ReactNode {
  const parts = instantParts(instant, zone);
  if (parts === null) return <span className="mono">{instant}</span>;
  return (
    <span className={cx('mono', css['time'])}>
      {part === 'all' && `${parts.date} `}
      {parts.time}
      <i>.{parts.micros}</i>
      {part === 'all' && parts.zone}
    </span>
  );
}
