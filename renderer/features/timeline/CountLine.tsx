import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Response } from '@shared/ipc/contract.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { formatClock, type Zone } from '@renderer/lib/zone.ts';

interface CountLineProps {
  readonly count: UseQueryResult<Response<'timeline.count'>>;
  readonly zone: Zone;
  readonly onExact: () => void;
}

/** How much, and when that was counted: never a bare number. */
export function CountLine({ count, zone, onExact }: CountLineProps): ReactNode {
  if (count.data === undefined)
    return (
      <span className="dim">
        {count.isError ? (
          <>
            not counted{' '}
            <button type="button" className="lk" onClick={() => void count.refetch()}>
              Count again
            </button>
          </>
        ) : (
          'counting'
        )}
      </span>
    );
  const { count: found, capped, counted_at: at } = count.data;
  return (
    <span data-testid="count-line">
      <b>{capped ? `at least ${plural(found, 'change')}` : plural(found, 'change')}</b>{' '}
      <span className="dim">counted at {formatClock(at, zone)}</span>
      {capped && (
        <>
          {' '}
          <button type="button" className="lk" onClick={onExact}>
            Count all
          </button>
        </>
      )}
    </span>
  );
}

/** The same for the status line. */
export function countText(count: Response<'timeline.count'>, zone: Zone): string {
  const number = formatCount(count.count);
  const what = count.capped ? `at least ${number}` : number;
  return `${what} ${count.count === 1 ? 'change' : 'changes'} · counted at ${formatClock(count.counted_at, zone)}`;
}
