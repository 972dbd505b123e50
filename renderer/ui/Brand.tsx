import type { ReactNode } from 'react';

/** The thread with two knots. */
export function Brand(): ReactNode {
  return (
    <svg
      viewBox="0 0 20 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      role="img"
      aria-label="Threadline Investigator"
    >
      <path d="M7 1v5.5c0 3 6 3.5 6 7.5s-6 4-6 7v2" />
      <circle cx="7" cy="6" r="2.3" fill="currentColor" stroke="none" />
      <circle cx="13" cy="14" r="2.3" fill="currentColor" stroke="none" />
    </svg>
  );
}
