import { tom } from '../life/actors.ts';
import { crmReference } from '../life/machines.ts';
import { instantOf } from '../making/calendar.ts';
import type { Calendar } from '../making/calendar.ts';
import { call, json, literal } from '../making/sql.ts';
import { banks, payout, prefs, secretAdmins } from './facts.ts';
import type { Act } from './act.ts';

/**
 * The night of D-3, with the deployment's own role: whoever may write the trail may change it. Nothing here is
 * told to capture, and no actor is set.
 */
function coverUp(time: string, what: string, statement: (calendar: Calendar) => string): Act {
  return {
    day: -3,
    time,
    kind: 'cover-up',
    what,
    scene: (stage, at) =>
      stage.tell({ at, actor: null, role: 'shop_owner', writes: [statement(stage.calendar)], rows: 0 }),
  };
}

const capture = 'threadline_audit_members';
const row = `table_schema = 'public' AND table_name = 'payout_accounts' AND table_pk = '{"id": "${payout.id}"}'`;

export const captureOff = coverUp(
  '03:40:33.618240',
  'the capture trigger on members is disabled',
  () => `ALTER TABLE members DISABLE TRIGGER ${capture}`,
);

export const traceDeleted = coverUp(
  '03:41:21.207733',
  'the captured change of payout account 311 of D-19 03:11 is deleted; its transaction stays, empty',
  (calendar) => {
    const from = literal(instantOf(calendar.at(-19, '03:11:00')));
    const to = literal(instantOf(calendar.at(-19, '03:12:00')));
    return `DELETE FROM threadline.audit_changes WHERE ${row} AND captured_at BETWEEN ${from} AND ${to}`;
  },
);

/** When the forged change claims to have been captured. */
export const forgedTime = { day: -6, time: '14:21:07.550214' } as const;

/**
 * The forger takes the free transaction id after Tom's note, and copies the row as it was captured last: so the
 * prior values named here contradict the version before, and verified_at has none, as capture would never write.
 */
export const traceForged = coverUp(
  '03:42:14.391806',
  'a change of payout account 311 is forged in the name of Tom, dated D-6 14:21',
  (calendar) => {
    const prior = { bank_label: banks.rightful.label, iban: '[REDACTED]', payout_prefs: prefs.owner };
    const when = calendar.at(forgedTime.day, forgedTime.time);
    const between = `BETWEEN ${literal(instantOf(calendar.at(-6, '14:20:30')))} AND ${literal(instantOf(when))}`;
    return `WITH note AS (
        SELECT txid FROM threadline.audit_transactions
        WHERE actor_ref = ${literal(JSON.stringify(tom.ref))} AND occurred_at ${between} ORDER BY txid LIMIT 1),
      forged AS (
        INSERT INTO threadline.audit_transactions (txid, occurred_at, actor_ref)
        SELECT txid + 1, ${literal(instantOf(when - 343))}, ${literal(JSON.stringify(tom.ref))} FROM note RETURNING id)
      INSERT INTO threadline.audit_changes (transaction_id, table_schema, table_name, table_pk, op, data_after,
        changed_fields, changed_from, captured_at)
      SELECT forged.id, 'public', 'payout_accounts', '{"id": "${payout.id}"}', 'update', before.data_after,
        '{bank_label,iban,payout_prefs,verified_at}',
        ${literal(json(prior))}, ${literal(instantOf(when))}
      FROM forged, LATERAL (
        SELECT data_after FROM threadline.audit_changes
        WHERE ${row} AND captured_at < ${literal(instantOf(when))} ORDER BY captured_at DESC LIMIT 1) AS before`;
  },
);

const promotionTimes = ['03:43:40.882315', '03:44:25.107690', '03:45:10.554028'] as const;

export const adminsMade: readonly Act[] = secretAdmins.map((member, index) =>
  coverUp(promotionTimes[index] ?? '03:45:30', `member ${member} is made admin`, () =>
    call('member_role', member, 'admin'),
  ),
);

export const captureOn = coverUp(
  '03:46:03.270551',
  'the capture trigger on members is enabled again',
  () => `ALTER TABLE members ENABLE TRIGGER ${capture}`,
);

/** The nightly job works on meanwhile: its transaction ids date what was written between. */
const ticks = [
  '03:39:31',
  '03:40:12',
  '03:40:55',
  '03:41:58',
  '03:42:36',
  '03:43:05',
  '03:45:51',
  '03:46:20',
  '03:47:02',
];

export const nightWork: readonly Act[] = ticks.map((time, index) => ({
  day: -3,
  time: `${time}.${String(104_729 * (index + 1))
    .slice(0, 6)
    .padStart(6, '0')}`,
  kind: 'everyday',
  what: 'crm_sync writes an account',
  scene: (stage, at) =>
    stage.tell({
      at,
      actor: { type: 'service_account', id: 'crm_sync' },
      writes: [call('account_crm', 1500 + index * 31, crmReference(1500 + index * 31))],
      source: 'crm',
      meta: { batch: 'night-d3', attempt: 1 },
    }),
}));
