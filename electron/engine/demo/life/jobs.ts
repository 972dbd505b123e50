import type { ActorRef } from '@shared/domain/actor.ts';
import { day, instantOf, minute, second } from '../making/calendar.ts';
import type { Micros } from '../making/calendar.ts';
import { randomFor } from '../making/random.ts';
import { call, json, literal } from '../making/sql.ts';
import { tellLater } from '../making/stage.ts';
import type { Scene, Stage } from '../making/stage.ts';
import { keepDays } from '../story/facts.ts';
import { someMember } from './world.ts';

/** What runs every day at a fixed time, UTC. */
export const dailyJobs: readonly { readonly time: string; readonly scene: Scene }[] = [
  { time: '00:10:00.214', scene: sweepSessions },
  { time: '02:20:00.431', scene: refreshSegments },
  { time: '02:30:00.307', scene: discardBaskets },
  { time: '04:02:18.000', scene: applyRetention },
  { time: '06:10:00.198', scene: sweepSessions },
  { time: '12:10:00.205', scene: sweepSessions },
  { time: '15:02:13.857', scene: payRefunds },
  { time: '18:10:00.221', scene: sweepSessions },
];

const crm: ActorRef = { type: 'service_account', id: 'crm_sync' };

function job(id: string): ActorRef {
  return { type: 'job', id };
}

/** Locked-out people may try again. */
function sweepSessions(stage: Stage, at: Micros): void {
  stage.tell({
    at,
    actor: { type: 'system', id: 'scheduler' },
    writes: [call('account_unlock', 2)],
    rows: 12,
    source: 'scheduler',
    meta: { queue: 'maintenance' },
  });
}

/** The CRM's nightly word on who likes what; a few members a night. */
function refreshSegments(stage: Stage, at: Micros): void {
  const random = randomFor('segments', stage.calendar.dayOf(at));
  const chosen = Array.from({ length: 24 }, () => someMember(stage.world, random));
  tellSegments(stage, at, chosen);
}

export function tellSegments(stage: Stage, at: Micros, members: readonly number[]): void {
  for (let start = 0; start < members.length; start += 8) {
    const batch = members.slice(start, start + 8);
    tellLater(stage, at + start * 3 * second, {
      actor: crm,
      writes: batch.map((member) => {
        const random = randomFor('segment', member, stage.calendar.dayOf(at));
        const score = { number: `0.${String(random.whole(10, 99))}0` };
        return call(
          'member_marketing',
          member,
          json({ segment: random.pick(['tea', 'home', 'garden']), score }),
        );
      }),
      source: 'crm',
      meta: { batch: `segments-${String(start / 8 + 1)}`, attempt: 1 },
    });
  }
}

/** Baskets nobody ordered within a day are deleted with their lines. */
function discardBaskets(stage: Stage, at: Micros): void {
  const { drafts } = stage.world;
  const stale = drafts.splice(0, Math.max(0, drafts.length - 12));
  stale.forEach((order, index) =>
    tellLater(stage, at + index * 2 * second, {
      actor: job('nightly_cleanup'),
      writes: [call('lines_delete', order.id), call('order_delete', order.id)],
      rows: order.lines + 1,
      source: 'scheduler',
      action: {
        name: 'basket.discarded',
        correlation: `cleanup-${stage.calendar.month(0)}-${order.orderNo}`,
      },
    }),
  );
}

/** Approved refunds are paid once a day, one transaction a payout account. */
function payRefunds(stage: Stage, at: Micros): void {
  const due = stage.world.refunds.filter(({ status }) => status === 'approved');
  const accounts = [...new Set(due.map(({ payoutId }) => payoutId))];
  accounts.forEach((payoutId, index) => {
    const mine = due.filter((refund) => refund.payoutId === payoutId);
    for (const refund of mine) refund.status = 'paid';
    const random = randomFor('payout run', stage.calendar.dayOf(at), payoutId);
    tellLater(stage, at + index * 2 * second, {
      actor: job('refund_payout'),
      writes: [...mine.map(({ id }) => call('refund_paid', id)), call('payout_paid', payoutId, mine.length)],
      source: 'oban',
      meta: { queue: 'payouts', attempt: 1 },
      action: {
        name: 'refund.paid',
        job: `refund_payout-${random.whole(100_000, 999_999)}`,
        correlation: mine[0]?.correlation ?? `rfb-${random.hex(6)}`,
      },
    });
  });
}

/**
 * The host's own retention, once a day. It keeps transactions that lost all their changes
 * (delete_empty_transactions is off), so that the one emptied by hand at D-3 is still there.
 */
function applyRetention(stage: Stage, at: Micros): void {
  const started = literal(instantOf(at));
  const inserted = literal(instantOf(Math.floor(at / second) * second));
  const today = stage.calendar.dayOf(at);
  const columns =
    'status, deleted_count, duration_ms, error_message, started_at, completed_at, inserted_at, updated_at';
  const writes =
    today === -13
      ? [
          `INSERT INTO threadline.threadline_retention_runs (${columns}) VALUES ('failed', 0, 5003,
             'canceling statement due to lock timeout', ${started}, NULL, ${inserted}, ${inserted})`,
        ]
      : [
          `WITH gone AS (DELETE FROM threadline.audit_changes
             WHERE captured_at < ${literal(instantOf(at - keepDays * day))} RETURNING 1)
           INSERT INTO threadline.threadline_retention_runs (${columns})
           SELECT 'completed', count(*), 40 + count(*), NULL, ${started}, ${started}::timestamptz + interval '1 second',
             ${inserted}, ${inserted} FROM gone`,
        ];
  stage.tell({ at, actor: null, writes, role: 'shop_retention', rows: 0 });
}

/** The first moment of the story: so that the last run of retention had a little to delete. */
export function firstMoment(lastRetention: Micros): Micros {
  return lastRetention - keepDays * day - 120 * minute;
}
