import type { ReactNode } from 'react';
import type { ActorSummary } from '@shared/domain/actorReads.ts';
import { formatCount } from '@renderer/lib/format.ts';
import css from './Actor.module.css';
import { HOURS, hourGrid, WEEKDAYS } from './hours.ts';

/** A table, tinted by how much is in it: the numbers are there for whoever cannot or need not see the tint. */
export function HoursOfWeek({ cells }: { readonly cells: ActorSummary['by_hour'] }): ReactNode {
  const grid = hourGrid(cells);
  if (grid.most === 0) return <p className="dim">No transaction.</p>;
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className={css['hours']} aria-label="Transactions by weekday and hour, UTC">
        <thead>
          <tr>
            <td />
            {HOURS.map((hour) => (
              <th key={hour} scope="col">
                {String(hour).padStart(2, '0')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WEEKDAYS.map((day, at) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              {HOURS.map((hour) => (
                <Cell key={hour} n={grid.at(at + 1, hour)} most={grid.most} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ n, most }: { readonly n: number; readonly most: number }): ReactNode {
  if (n === 0) return <td aria-label="none" />;
  // At most half of the accent: the number stays readable in both themes.
  const strength = 8 + Math.round((30 * n) / most);
  return (
    <td
      title={`${formatCount(n)} transactions`}
      style={{ background: `color-mix(in srgb, var(--thread) ${strength}%, transparent)` }}
    >
      {n < 1000 ? n : `${Math.floor(n / 1000)}k`}
    </td>
  );
}
