import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { plural } from '@renderer/lib/format.ts';
import css from './Transaction.module.css';
import type { IntegrityCheck } from './useIntegrity.ts';

/** Beside the name: that a check found something, also while the details are folded away. */
export function FoundMark({
  check,
  onOpen,
}: {
  readonly check: IntegrityCheck;
  readonly onOpen: () => void;
}): ReactNode {
  const { integrity, findings, marks } = check;
  const marked = marks.query.data?.length ?? 0;
  const text =
    integrity === null
      ? marked > 0
        ? `${plural(marked, 'change')} marked`
        : null
      : findings.length > 0
        ? `${plural(findings.length, 'finding')}, unexplained`
        : null;
  if (text === null) return null;
  return (
    <button type="button" className={css['found']} onClick={onOpen}>
      <TriangleAlert size={12} aria-hidden="true" />
      {text}
    </button>
  );
}
