import { mara } from '../life/actors.ts';
import { call, json } from '../making/sql.ts';
import type { StoryTransaction } from '../making/stage.ts';
import type { Act } from './act.ts';
import { banks, payout, prefs, thief } from './facts.ts';

/** The night of D-19: Mara's session in somebody else's hands, from an address she never used. */
const inMarasName = {
  actor: mara.ref,
  source: 'web',
  meta: { ip: thief.ip, user_agent: thief.agent },
} satisfies Partial<StoryTransaction>;

const marasRef = JSON.stringify(mara.ref);

function night(time: string, what: string, scene: Act['scene']): Act {
  return { day: -19, time, kind: 'incident', what, scene };
}

export const secondFactorFails = night(
  '03:07:00.402911',
  'a second factor of admin:17 is refused once; the action has no transaction',
  (stage, at) =>
    stage.tell({
      at,
      actor: mara.ref,
      writes: [
        call(
          'record_action',
          'session.started',
          marasRef,
          'error',
          'second factor refused',
          null,
          thief.burst,
          'req-e01d5c60b7aa',
          null,
        ),
      ],
    }),
);

export const accountMade = night('03:07:02.118204', "Mara's account creates user:9001", (stage, at) => {
  const { account } = stage.world.ids;
  if (account !== thief.accountId) throw new Error(`the thief's account would be ${account}`);
  stage.world.ids.account += 1;
  stage.tell({
    at,
    ...inMarasName,
    writes: [
      call(
        'account_create',
        thief.accountId,
        'n.maren9001',
        'N. Maren',
        json({ locale: 'en-GB', may: ['refunds:approve'] }),
      ),
    ],
    action: { name: 'account.created', correlation: thief.burst, request: 'req-e01d5c60b802' },
  });
});

export const bankChanged = night(
  '03:11:20.096642',
  'the bank behind payout account 311 is changed',
  (stage, at) =>
    stage.tell({
      at,
      ...inMarasName,
      writes: [call('payout_bank', payout.id, banks.thief.label, banks.thief.iban, json(prefs.thief))],
      action: { name: 'payout.changed', correlation: thief.burst, request: 'req-e01d5c60b97f' },
    }),
);

export const emailsChanged = night(
  '03:24:17.241882',
  'the e-mail addresses of 61 members are changed in one transaction',
  (stage, at) =>
    stage.tell({
      at,
      ...inMarasName,
      writes: stage.world.victims.map((member) =>
        call('member_email', member, `mbr.${member}@relay-post.example`),
      ),
      action: {
        name: 'member.edited',
        correlation: thief.burst,
        request: 'req-e01d5c60bd14',
        comment: 'bulk import',
      },
    }),
);

/** Webhooks are not covered: the row is there today, and no captured change says when it came. */
export const webhookMade = night(
  '03:28:40.771035',
  'a webhook is made, in a table that is not covered',
  (stage, at) =>
    stage.tell({
      at,
      actor: mara.ref,
      writes: [
        call(
          'webhook_create',
          thief.webhookId,
          thief.accountId,
          'https://relay-post.example/in',
          '{refund.requested,refund.approved}',
        ),
        call(
          'record_action',
          'webhook.created',
          marasRef,
          'ok',
          null,
          null,
          thief.burst,
          'req-e01d5c60be55',
          null,
        ),
      ],
    }),
);

export const keyMade = night('03:31:02.740918', 'an API key for user:9001 is made', (stage, at) =>
  stage.tell({
    at,
    ...inMarasName,
    writes: [
      call(
        'key_create',
        thief.keyId,
        thief.accountId,
        'reporting',
        'tlk_9f31c7',
        '{refunds:read,refunds:approve}',
      ),
    ],
    action: { name: 'api_key.created', correlation: thief.burst, request: 'req-e01d5c60bf90' },
  }),
);
