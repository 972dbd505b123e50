import type { Response } from '@shared/ipc/contract.ts';
import { formatCount, plural } from '@renderer/lib/format.ts';
import { formatClock, type Zone } from '@renderer/lib/zone.ts';

export type Counted = Response<'timeline.count'>;

/** What a file would hold, and what would be left out of it. */
export interface Forecast {
  readonly what: string;
  /** Null where nothing would be left out, as far as that is known. */
  readonly left: string | null;
}

const CHOOSE = 'Choose all to write every one.';

/** Pure: what will be written under a limit (null: all), by what was counted on the screen. */
export function exportForecast(count: Counted | undefined, limit: number | null, zone: Zone): Forecast {
  if (count === undefined)
    return limit === null
      ? { what: 'Every change that matches will be written.', left: null }
      : { what: beyond(limit), left: null };
  const at = `, counted at ${formatClock(count.counted_at, zone)}`;
  if (count.capped) return cappedForecast(count.count, limit, at);
  const matching = count.count;
  if (matching === 0) return { what: `No change matches${at}: the file will hold none.`, left: null };
  const verb = matching === 1 ? 'matches' : 'match';
  if (limit === null || limit >= matching) {
    const them = matching === 1 ? 'It' : matching === 2 ? 'Both' : `All ${formatCount(matching)}`;
    return { what: `${plural(matching, 'change')} ${verb}${at}. ${them} will be written.`, left: null };
  }
  return {
    what: `${plural(matching, 'change')} ${verb}${at}. ${CHOOSE}`,
    left: `The newest ${formatCount(limit)} will be written, the ${formatCount(matching - limit)} before them will not`,
  };
}

/** Counting stopped because there was one more than `counted`. */
function cappedForecast(counted: number, limit: number | null, at: string): Forecast {
  const more = `More than ${plural(counted, 'change')} match${at}.`;
  if (limit === null) return { what: `${more} All of them will be written.`, left: null };
  if (limit > counted) return { what: `${more} ${beyond(limit)}`, left: null };
  return {
    what: `${more} ${CHOOSE}`,
    left: `The newest ${formatCount(limit)} will be written, all before them will not`,
  };
}

function beyond(limit: number): string {
  return `If more than ${formatCount(limit)} match, the older ones will not be in the file. ${CHOOSE}`;
}
