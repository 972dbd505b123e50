import { Check } from 'lucide-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Finding } from '@shared/domain/integrity.ts';
import type { RowSummary } from '@shared/domain/rowSummary.ts';
import { cx } from '@renderer/lib/cx.ts';
import { formatClock, type Zone } from '@renderer/lib/zone.ts';
import { Badge } from '@renderer/ui/Marks.tsx';
import { FindingNote } from './FindingNote.tsx';
import { Gutter } from './Gutter.tsx';
import css from './Life.module.css';
import type { Version } from './versions.ts';
import { liveReason, liveWords } from './words.ts';

interface LiveItemProps {
  readonly summary: UseQueryResult<RowSummary>;
  readonly readAt: string | null;
  readonly findings: readonly Finding[];
  readonly versions: readonly Version[];
  readonly zone: Zone;
}

/** The end of the thread: the live row, if it can be read, and whether it agrees. */
export function LiveItem({ summary, readAt, findings, versions, zone }: LiveItemProps): ReactNode {
  const live = summary.data?.live;
  const words = live === undefined ? null : liveWords(live);
  return (
    <li className={cx(css['item'], words?.warn === true && css['isWarn'])} data-kind="live">
      <Gutter />
      <div className={css['body']}>
        <div className={css['line']}>
          <b>Live row</b>
          {readAt !== null && <span className="mono sub">read {formatClock(readAt, zone)}</span>}
          <span className="grow" />
          {words !== null && (
            <Badge tone={words.warn ? 'warn' : 'plain'}>
              {live?.state === 'agrees' && <Check size={12} aria-hidden="true" />}
              {words.text}
            </Badge>
          )}
        </div>
        <p className="dim">
          {live !== undefined
            ? liveReason(live)
            : summary.error === null
              ? 'not read yet'
              : 'could not be read'}
        </p>
        {findings.map((finding) => (
          <FindingNote key={finding.seen} finding={finding} versions={versions} zone={zone} />
        ))}
      </div>
    </li>
  );
}
