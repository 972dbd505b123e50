import type { ActorRef } from '@shared/domain/actor.ts';
import { call, json } from '../making/sql.ts';
import type { StoryTransaction } from '../making/stage.ts';
import type { Act } from './act.ts';
import { banks, payout, prefs } from './facts.ts';

/** The rightful owner of payout account 311. */
export const owner: ActorRef = { type: 'user', id: String(payout.ownerId) };
export const ownersBrowser = {
  ip: '192.0.2.48',
  user_agent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_1) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15',
} as const;

const byOwner = { actor: owner, source: 'web', meta: ownersBrowser } satisfies Partial<StoryTransaction>;

export const payoutCreated: Act = {
  day: -20,
  time: '16:48:09.113402',
  kind: 'everyday',
  what: 'user:2088 opens payout account 311',
  scene: (stage, at) => {
    stage.tell({
      at,
      ...byOwner,
      writes: [
        call(
          'payout_create',
          payout.id,
          payout.ownerId,
          banks.rightful.label,
          banks.rightful.iban,
          payout.label,
          json(prefs.first),
        ),
      ],
      action: { name: 'payout.created', correlation: 'web-3ac9d4', request: 'req-88b1f0a2c6de' },
    });
  },
};

export const payoutNotified: Act = {
  day: -20,
  time: '17:02:55.310277',
  kind: 'everyday',
  what: 'user:2088 asks for push messages about payouts',
  scene: (stage, at) =>
    stage.tell({
      at,
      ...byOwner,
      writes: [call('payout_prefs', payout.id, json(prefs.owner))],
      action: { name: 'payout.changed', correlation: 'web-3ac9d4', request: 'req-88b1f0a2c731' },
    }),
};

export const payoutRelabelled: Act = {
  day: -13,
  time: '10:26:44.087151',
  kind: 'herring',
  what: 'user:2088 edits the label of payout account 311',
  scene: (stage, at) =>
    stage.tell({
      at,
      ...byOwner,
      writes: [call('payout_label', payout.id, payout.laterLabel)],
      action: { name: 'payout.relabelled', correlation: 'web-f0381d', request: 'req-019be45c7d20' },
    }),
};
