import { formatActor } from '@shared/domain/actor.ts';
import { randomFor } from '../making/random.ts';
import { call, json } from '../making/sql.ts';
import { ordinary } from './telling.ts';
import type { Handler } from './telling.ts';
import { written } from './texts.ts';
import { payout } from '../story/facts.ts';

export const requestRefund: Handler = (stage, plan, random) => {
  const { world } = stage;
  const user = plan.actor.ref.type === 'user' ? Number(plan.actor.ref.id) : null;
  const order = world.delivered.findLast(({ accountId }) =>
    user === null ? world.buyersWithPayout.has(accountId) : accountId === user,
  );
  const account = world.payouts.find(({ ownerId }) => ownerId === order?.accountId);
  if (order === undefined || account === undefined || account.id === payout.id) return;
  world.delivered.splice(world.delivered.indexOf(order), 1);
  const id = world.ids.refund;
  world.ids.refund += 1;
  world.refunds.push({
    id,
    orderNo: order.orderNo,
    payoutId: account.id,
    reserved: false,
    correlation: null,
    status: 'requested',
  });
  ordinary(
    stage,
    plan,
    random,
    [
      call(
        'refund_request',
        id,
        order.id,
        account.id,
        order.total,
        random.pick(written.reason),
        formatActor(plan.actor.ref),
      ),
    ],
    { name: 'refund.requested', correlation: order.correlation },
  );
};

export const decideRefund: Handler = (stage, plan, random) => {
  const refund = stage.world.refunds.find(({ status, reserved }) => status === 'requested' && !reserved);
  if (refund === undefined) return;
  refund.status = random.chance(0.9) ? 'approved' : 'rejected';
  ordinary(
    stage,
    plan,
    random,
    [call('refund_decide', refund.id, refund.status, formatActor(plan.actor.ref))],
    { name: `refund.${refund.status}`, comment: `order ${refund.orderNo}` },
  );
};

/** Owners of payout accounts name them anew or change how they are paid; a few open one. */
export const editPayout: Handler = (stage, plan, random) => {
  const { payouts, ids } = stage.world;
  const owner = plan.actor.ref.type === 'user' ? Number(plan.actor.ref.id) : random.pick(payouts).ownerId;
  const account = payouts.find(({ ownerId, id }) => ownerId === owner && id !== payout.id);
  if (account === undefined) {
    // Account 311 is the first one opened in the story.
    if (plan.at < stage.calendar.at(-20, '17:00')) return;
    const id = ids.payout;
    ids.payout += 1;
    payouts.push({ id, ownerId: owner });
    const { label, iban, preferences } = foundingPayout(id);
    ordinary(
      stage,
      plan,
      random,
      [call('payout_create', id, owner, label, iban, 'Main', json(preferences))],
      {
        name: 'payout.created',
      },
    );
    return;
  }
  const write = random.chance(0.5)
    ? call('payout_label', account.id, random.pick(['Main', 'Shop', 'Savings', 'Основной', '']))
    : call('payout_prefs', account.id, json(foundingPayout(random.whole(1, 9999)).preferences));
  ordinary(stage, plan, random, [write], { name: 'payout.changed' });
};

/** What a payout account of ordinary people looks like. */
export function foundingPayout(id: number) {
  const random = randomFor('payout account', id);
  return {
    label: random.pick([
      'Northgate Savings',
      'Harbour Bank',
      'Banque du Port',
      'Sparkasse Nord',
      'Banco Azul',
      'みなと銀行',
    ]),
    iban: `DE${random.whole(10, 99)}${random.whole(100_000_000, 999_999_999)}${random.whole(100_000_000, 999_999_999)}`,
    preferences: {
      schedule: random.pick(['weekly', 'weekly', 'monthly']),
      limits: {
        single: { number: `${random.pick([250, 500, 750])}.00` },
        daily: { number: `${random.pick([1000, 1500])}.00` },
        currency: 'EUR',
      },
      notify: random.pick([['email'], ['email', 'push'], []]),
      reference: { number: `9007199254${random.whole(100_000, 999_999)}` },
    },
  };
}
