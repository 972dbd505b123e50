import { call } from '../making/sql.ts';
import { mara } from '../life/actors.ts';
import { tellSegments } from '../life/jobs.ts';
import { knownToCrm } from '../life/world.ts';
import type { World } from '../life/world.ts';
import type { Act } from './act.ts';
import { colleague, secretAdmins, withoutEarlierImage } from './facts.ts';

/** Victims that no captured change shows before the night of D-19: their old addresses cannot be read back. */
export function victimsWithoutImage(world: World): ReadonlySet<number> {
  const known = new Set(knownToCrm(world));
  const stays = world.victims.filter((member) => !known.has(member));
  return new Set([
    ...stays.slice(4, 4 + withoutEarlierImage.remaining),
    ...[...known].slice(7, 7 + withoutEarlierImage.overwritten),
  ]);
}

/** The CRM's refresh of D-20 leaves a first image of most members that matter later. */
export const segmentsOfD20: Act = {
  day: -20,
  time: '02:24:00.118',
  kind: 'everyday',
  what: 'crm_sync refreshes the segments of a larger batch of members',
  scene: (stage, at) => {
    const unseen = victimsWithoutImage(stage.world);
    const seen = stage.world.victims.filter((member) => !unseen.has(member));
    tellSegments(stage, at, [...secretAdmins, ...seen, colleague]);
  },
};

export const promotion: Act = {
  day: -20,
  time: '09:12:26.503118',
  kind: 'herring',
  what: 'Mara promotes a new colleague',
  scene: (stage, at) =>
    stage.tell({
      at,
      actor: mara.ref,
      writes: [call('member_role', colleague, 'admin')],
      source: 'web',
      meta: { ip: mara.ip, user_agent: mara.agent },
      action: {
        name: 'member.role_changed',
        reason: 'joins member support on Monday',
        comment: 'agreed with Inês, ticket HR-212',
        correlation: 'web-b81f20',
        request: 'req-2f1c0e77a913',
      },
    }),
};
