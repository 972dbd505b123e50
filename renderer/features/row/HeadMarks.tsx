import { History, Radio, Unlink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LiveComparison } from '@shared/domain/rowSummary.ts';
import { Badge } from '@renderer/ui/Marks.tsx';
import { findingCounts } from './findings.ts';
import css from './Row.module.css';
import type { Check } from './useCheck.ts';
import { liveWords } from './words.ts';

/** What was found about the row as a whole. */
export function HeadMarks({
  check,
  live,
}: {
  readonly check: Check;
  readonly live: LiveComparison | undefined;
}): ReactNode {
  const words = live === undefined ? null : liveWords(live);
  return (
    <span className={css['marks']}>
      {findingCounts(check.findings, check.marks ?? []).map(({ code, text }) => (
        <Badge key={code} tone="warn">
          {code === 'chain_break' ? (
            <Unlink size={12} aria-hidden="true" />
          ) : (
            <History size={12} aria-hidden="true" />
          )}
          {text}
        </Badge>
      ))}
      {words !== null && (
        <Badge tone={words.warn ? 'warn' : 'plain'}>
          <Radio size={12} aria-hidden="true" />
          {words.text}
        </Badge>
      )}
    </span>
  );
}
