import { tom } from '../life/actors.ts';
import { call } from '../making/sql.ts';
import type { Act } from './act.ts';
import { order, payout, thief } from './facts.ts';

/** Tom's innocent note, a minute before the change that will be forged in his name. */
export const annotation: Act = {
  day: -6,
  time: '14:20:36.204459',
  kind: 'herring',
  what: 'Tom annotates order number 4711',
  scene: (stage, at) => {
    const byTom = { actor: tom.ref, source: 'web', meta: { ip: tom.ip, user_agent: tom.agent } } as const;
    stage.tell({
      at,
      ...byTom,
      writes: [
        call('order_note', order.id, 'Damaged in transit: photos in the ticket, refund is fine with me. Tom'),
      ],
      action: { name: 'order.annotated', correlation: 'web-c41d02', request: 'req-77e0a9d31b4c' },
    });
    // His second click fails and uses up the next transaction id: a number the forger will find free.
    stage.tell({
      at: at + 412_887,
      ...byTom,
      writes: [call('order_note', order.id, 'Damaged in transit')],
      fails: true,
    });
  },
};

/** user:9001 approves seven refunds and points them all at payout account 311. */
export const approval: Act = {
  day: -6,
  time: '13:47:02.115873',
  kind: 'incident',
  what: 'user:9001 approves seven refunds to payout account 311',
  scene: (stage, at) => {
    const reserved = stage.world.refunds.filter((refund) => refund.reserved);
    for (const refund of reserved) {
      refund.payoutId = payout.id;
      refund.status = 'approved';
      refund.correlation = thief.refunds;
    }
    stage.tell({
      at,
      actor: { type: 'user', id: String(thief.accountId) },
      writes: reserved.map(({ id }) => call('refund_redirect', id, `user:${thief.accountId}`, payout.id)),
      source: 'api',
      meta: { ip: thief.ip, user_agent: thief.agent, api_key_id: thief.keyId },
      action: { name: 'refund.approved', correlation: thief.refunds, request: 'req-c5590f3e12d8' },
    });
  },
};

/** Minutes after the money has left, the key is deleted. */
export const keyRevoked: Act = {
  day: -6,
  time: '15:09:48.330127',
  kind: 'incident',
  what: 'user:9001 deletes the API key',
  scene: (stage, at) =>
    stage.tell({
      at,
      actor: { type: 'user', id: String(thief.accountId) },
      writes: [call('key_delete', thief.keyId)],
      source: 'api',
      meta: { ip: thief.ip, user_agent: thief.agent, api_key_id: thief.keyId },
      action: { name: 'api_key.revoked', correlation: thief.refunds, request: 'req-c5590f3e9a41' },
    }),
};
