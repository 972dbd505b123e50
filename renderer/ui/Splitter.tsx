import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import css from './Splitter.module.css';

/** A pane's width that outlives the session. */
export function usePaneWidth(
  name: string,
  initial: number,
  min: number,
  max: number,
): readonly [number, (width: number) => void] {
  const key = `pane.${name}`;
  const [width, setWidth] = useState(() => {
    const stored = Number(localStorage.getItem(key));
    return stored >= min && stored <= max ? stored : initial;
  });
  const set = (next: number): void => {
    const clamped = Math.round(Math.min(max, Math.max(min, next)));
    setWidth(clamped);
    localStorage.setItem(key, String(clamped));
  };
  return [width, set];
}

interface SplitterProps {
  readonly label: string;
  /** Width of the pane to the right of the line, or of the one to the left. */
  readonly width: number;
  readonly of?: 'right' | 'left';
  readonly min: number;
  readonly max: number;
  readonly onResize: (width: number) => void;
}

/** The line between two panes: dragged, or moved with the arrow keys. */
export function Splitter({ label, width, of = 'right', min, max, onResize }: SplitterProps): ReactNode {
  const [start, setStart] = useState<{ readonly x: number; readonly width: number } | null>(null);
  /** Moving the line to the right makes the pane wider, or narrower. */
  const outward = of === 'left' ? 1 : -1;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = (event.shiftKey ? 64 : 16) * outward;
    if (event.key === 'ArrowLeft') onResize(width - step);
    else if (event.key === 'ArrowRight') onResize(width + step);
    else return;
    event.preventDefault();
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setStart({ x: event.clientX, width });
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      className={css['split']}
      {...(start === null ? {} : { 'data-dragging': '' })}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        if (start !== null) onResize(start.width + (event.clientX - start.x) * outward);
      }}
      onPointerUp={() => setStart(null)}
      onPointerCancel={() => setStart(null)}
    />
  );
}
