import { call } from '../making/sql.ts';
import type { Stage } from '../making/stage.ts';
import type { Micros } from '../making/calendar.ts';
import { placeStolen } from '../life/orders.ts';
import type { StoryActor } from '../life/actors.ts';
import type { Act } from './act.ts';
import { order, payout, stolenRefunds } from './facts.ts';
import { owner, ownersBrowser } from './payoutAccount.ts';

const buyer: StoryActor = {
  ref: owner,
  perDay: 0,
  hours: 'shop',
  week: 'shop',
  source: 'web',
  ip: ownersBrowser.ip,
  agent: ownersBrowser.user_agent,
  does: {},
};

/** The order whose number is in the ticket that starts it all. */
export const order4711: Act = {
  ...order.placed,
  kind: 'everyday',
  what: 'user:2088 places the order with number 4711',
  scene: (stage, at) => {
    const number = stage.world.numbers.next();
    if (number.orderNo !== order.orderNo) throw new Error(`order 4711 would be ${number.orderNo}`);
    placeStolen(stage, at, buyer, number, payout.ownerId, '240.00');
  },
};

/** Seven honest requests for refunds, each to the buyer's own payout account; only later are six redirected. */
export const refundRequests: readonly Act[] = stolenRefunds.map((refund) => ({
  ...refund.requested,
  kind: 'everyday',
  what: `user:${refund.accountId} asks for a refund of order ${refund.orderNo}`,
  scene: (stage, at) => request(stage, at, refund),
}));

function request(stage: Stage, at: Micros, refund: (typeof stolenRefunds)[number]): void {
  const { world } = stage;
  const bought = world.stolen.get(refund.orderNo);
  const account =
    refund.accountId === payout.ownerId
      ? payout.id
      : world.payouts.find(({ ownerId }) => ownerId === refund.accountId)?.id;
  if (bought === undefined || account === undefined)
    throw new Error(`order ${refund.orderNo} was never placed`);
  const id = world.ids.refund;
  const ticket = world.ids.ticket;
  world.ids.refund += 1;
  world.ids.ticket += 1;
  const who = `user:${refund.accountId}`;
  const correlation = `web-${(refund.orderNo * 7919).toString(16)}`;
  world.refunds.push({
    id,
    orderNo: refund.orderNo,
    payoutId: account,
    reserved: true,
    correlation: null,
    status: 'requested',
  });
  const asks = `Order ${refund.orderNo} came damaged. Please refund ${refund.amount} EUR to my payout account.`;
  stage.tell({
    at,
    actor: { type: 'user', id: String(refund.accountId) },
    writes: [
      call('refund_request', id, bought.id, account, refund.amount, 'damaged', who),
      call('ticket_open', ticket, refund.accountId, bought.id, account, 'Refund please', asks, '{returns}'),
    ],
    source: 'web',
    meta:
      refund.accountId === payout.ownerId ? ownersBrowser : { ip: `192.0.2.${(refund.accountId % 80) + 10}` },
    action: {
      name: 'refund.requested',
      correlation,
      request: `req-${(refund.orderNo * 104_729).toString(16)}`,
    },
  });
}
