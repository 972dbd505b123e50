import type { TimelineEntry } from '@shared/domain/audit.ts';
import type { Around } from '@shared/domain/neighbours.ts';
import type { Paint } from '../../terminal.ts';
import { timelineText } from '../timelineText.ts';

/** The changes around an instant for people, newest first: what came later, then what came before. */
export function aroundText({ at, before, after }: Around, paint: Paint): string {
  const list = (entries: readonly TimelineEntry[]): string =>
    timelineText({ entries, cursor: null, has_more: false }, 'older', paint);
  return `${paint.strong(`later than ${at}`)}\n${list(after)}\n${paint.strong(`at ${at} or before`)}\n${list(before)}`;
}
