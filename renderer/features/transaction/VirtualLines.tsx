import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode, type RefObject } from 'react';
import css from './ChangeLines.module.css';

interface LinesOptions<T> {
  readonly lines: readonly T[];
  readonly keyOf: (line: T) => string;
  /** About how high; what is drawn is measured. */
  readonly heightOf: (line: T) => number;
}

interface Lines {
  readonly body: RefObject<HTMLDivElement | null>;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
}

/** A list of which only what is on screen is in the document. */
export function useLines<T>({ lines, keyOf, heightOf }: LinesOptions<T>): Lines {
  const body = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are called here and never handed on
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => body.current,
    estimateSize: (index) => sizeOf(lines[index], heightOf),
    getItemKey: (index) => {
      const line = lines[index];
      return line === undefined ? index : keyOf(line);
    },
    overscan: 16,
    useFlushSync: false,
  });
  return { body, virtual };
}

function sizeOf<T>(line: T | undefined, heightOf: (line: T) => number): number {
  return line === undefined ? 24 : heightOf(line);
}

interface VirtualLinesProps<T> extends Lines {
  /** Says what the table lists. */
  readonly label: string;
  readonly region: string;
  readonly columns: readonly string[];
  readonly lines: readonly T[];
  readonly threadAt?: (index: number) => string;
  readonly children: (line: T) => ReactNode;
}

export function VirtualLines<T>({
  body,
  virtual,
  label,
  region,
  columns,
  lines,
  threadAt,
  children,
}: VirtualLinesProps<T>): ReactNode {
  return (
    <div ref={body} className={css['lines']} tabIndex={0} role="region" aria-label={region}>
      <div role="table" aria-label={label} aria-rowcount={lines.length + 1}>
        <div role="row" className="sr" aria-rowindex={1}>
          {columns.map((name) => (
            <span key={name} role="columnheader">
              {name}
            </span>
          ))}
        </div>
        <div role="rowgroup" className={css['canvas']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            return (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                role="row"
                aria-rowindex={index + 2}
                className={css['line']}
                data-thread={threadAt?.(index) ?? 'none'}
                style={{ transform: `translateY(${start}px)` }}
              >
                {children(line)}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
