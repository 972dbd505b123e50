import type { IntegrityCheck } from '@shared/domain/integrity.ts';
import type { Surroundings } from './surroundings.ts';

const WHOLE = { table_schema: null, table_name: null } as const;

/** Whether each check of the trail as a whole ran, and why not; those of live tables, `live`, are told table by table. */
export function checksOf(
  { judged, clock, changes, hidden }: Surroundings,
  live: readonly IntegrityCheck[],
): readonly IntegrityCheck[] {
  const whole = (check: IntegrityCheck['check'], ran: boolean, reason: string | null): IntegrityCheck => ({
    ...{ ...WHOLE, check },
    ...(hidden === null
      ? { state: ran ? 'ran' : 'cannot_tell', reason }
      : { state: 'cannot_tell', reason: hidden }),
  });
  const unread = judged.filter(({ reason }) => reason !== null);
  const where = judged.some(({ applies }) => applies) ? 'to all of the trail' : 'here';
  const relations = unread.map((one) => `${one.relation}: ${one.reason ?? ''}`).join('; ');
  const readable = clock.changes || clock.transactions;
  return [
    whole(
      'clock',
      readable || changes === 0,
      relations === '' ? null : `The clock does not apply ${where}. ${relations}`,
    ),
    whole(
      'capture',
      clock.transactions,
      clock.transactions ? null : 'Without the clock the switching of triggers has no date.',
    ),
    whole('chain', true, null),
    ...(hidden === null ? live : [whole('live', false, null)]),
    whole('around', true, null),
  ];
}
