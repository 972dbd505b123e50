import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Response } from '@shared/ipc/contract.ts';
import { plural } from '@renderer/lib/format.ts';
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
  const { capped, counted_at: at } = count.data;
  return (
    <span data-testid="count-line">
      <b>{howMany(count.data)}</b> <span className="dim">counted at {formatClock(at, zone)}</span>
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
  return `${howMany(count)} · counted at ${formatClock(count.counted_at, zone)}`;
}

/** Counting stopped at the cap because there was one more. */
function howMany({ count, capped }: Response<'timeline.count'>): string {
  return capped ? `at least ${plural(count + 1, 'change')}` : plural(count, 'change');
}
