import { randomFor } from '../making/random.ts';
import { tellLater } from '../making/stage.ts';
import { call } from '../making/sql.ts';
import { knownToCrm } from '../life/world.ts';
import type { Act } from './act.ts';

/** The CRM still knows the old addresses of 23 members and writes them back, innocently undoing part of the damage. */
export const crmOverwrites: Act = {
  day: -9,
  time: '02:10:04.285513',
  kind: 'overwrite',
  what: 'crm_sync overwrites 23 of the changed e-mail addresses',
  scene: (stage, at) => {
    const random = randomFor('crm overwrites');
    knownToCrm(stage.world).forEach((member, index) =>
      // The last of the 23 about a minute and a half after the first.
      tellLater(stage, at + index * 4_200_000 + random.whole(0, 700_000), {
        actor: { type: 'service_account', id: 'crm_sync' },
        writes: [call('member_email', member, stage.world.person(member).email)],
        source: 'crm',
        meta: { batch: 'contacts-weekly', attempt: 1, record: `crm-${member}` },
      }),
    );
  },
};
