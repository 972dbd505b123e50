import type { ReactNode } from 'react';

/** How the selected change's correlation passes a line: through it, beginning, ending, stitched to it. */
export interface LaneMark {
  readonly above: boolean;
  readonly below: boolean;
  readonly stitch: boolean;
}

interface ThreadProps {
  readonly up: boolean;
  readonly down: boolean;
  /** `later`: written after the moment it claims. */
  readonly knot: 'change' | 'later' | 'fold' | 'none';
  readonly lane: LaneMark | null;
}

/** The thread: a solid line joins the changes of one transaction, a dashed one those of one correlation. */
export function Thread({ up, down, knot, lane }: ThreadProps): ReactNode {
  return (
    <svg viewBox="0 0 40 24" aria-hidden="true">
      {(up || down) && (
        <line
          x1="14"
          y1={up ? 0 : 12}
          x2="14"
          y2={down ? 24 : 12}
          stroke="var(--thread)"
          strokeWidth="1.25"
        />
      )}
      {lane !== null && (
        <line
          x1="29"
          y1={lane.above ? 0 : 12}
          x2="29"
          y2={lane.below ? 24 : 12}
          stroke="var(--thread-dim)"
          strokeWidth="1.25"
          strokeDasharray="2 2"
        />
      )}
      {lane?.stitch === true && (
        <>
          <line x1="18" y1="12" x2="29" y2="12" stroke="var(--thread-dim)" strokeWidth="1.25" />
          <circle cx="29" cy="12" r="1.75" fill="var(--thread-dim)" />
        </>
      )}
      {knot === 'change' && <circle cx="14" cy="12" r={up ? 2.25 : 3} fill="var(--thread)" />}
      {knot === 'later' && (
        <rect x="10.5" y="8.5" width="7" height="7" transform="rotate(45 14 12)" fill="var(--warn)" />
      )}
      {knot === 'fold' &&
        [6, 12, 18].map((y) => <circle key={y} cx="14" cy={y} r="1.6" fill="var(--thread)" />)}
    </svg>
  );
}
