import type { Random } from '../making/random.ts';
import { call, json } from '../making/sql.ts';
import type { Stage } from '../making/stage.ts';
import { ordinary } from './telling.ts';
import type { Handler } from './telling.ts';
import type { Plan } from './rhythm.ts';
import { founding, someMember } from './world.ts';

function accountOf({ actor }: Plan, random: Random): number {
  return actor.ref.type === 'user' || actor.ref.type === 'admin'
    ? Number(actor.ref.id)
    : random.whole(1, founding.accounts);
}

export const startSession: Handler = (stage, plan, random) => {
  const action = random.chance(0.5) ? { name: 'session.started' } : null;
  ordinary(stage, plan, random, [call('account_login', accountOf(plan, random))], action);
};

/** A wrong password: the counter is captured, and so is the failed action, which has no transaction. */
export const failSession: Handler = (stage, plan, random) => {
  ordinary(stage, plan, random, [call('account_failed_login', accountOf(plan, random))], null);
  if (plan.actor.ref.type === 'anonymous')
    failedAction(stage, plan, random, 'session.started', 'wrong password');
};

/** An attempt that came to nothing: its transaction is rolled back, its action recorded afterwards (CONTRACT §1.4). */
export function failedAction(stage: Stage, plan: Plan, random: Random, name: string, reason: string): void {
  const actor = plan.actor.ref;
  const correlation = `${plan.actor.source ?? 'web'}-${random.hex(6)}`;
  const text = JSON.stringify(actor);
  stage.tell({
    at: plan.at + random.whole(2000, 90_000),
    actor,
    writes: [
      call('record_action', name, text, 'error', reason, null, correlation, `req-${random.hex(12)}`, null),
    ],
  });
}

/** People change what the shop knows of their devices; a new password leaves only an excluded column changed. */
export const changeSettings: Handler = (stage, plan, random) => {
  const roll = random.next();
  if (roll < 0.25) {
    const member = someMember(stage.world, random);
    ordinary(stage, plan, random, [call('member_digest', member, `$2b$12$${random.hex(40)}`)], {
      name: 'password.changed',
    });
    return;
  }
  const settings = {
    theme: random.pick(['dark', 'light', '']),
    device: {
      // Larger than a double can hold exactly: 2^53 is 9007199254740992.
      id: { number: `900719925474${String(random.whole(1000, 9999))}` },
      seen: { number: `${String(random.whole(1, 400))}.50` },
      name: random.pick(['Pixel', 'iPhone', 'Küche', 'リビング', 'work "laptop"']),
    },
    ...(random.chance(0.3)
      ? { risk: { score: { number: `0.${String(random.whole(1, 9))}30` }, flags: [] } }
      : {}),
  };
  ordinary(stage, plan, random, [call('account_settings', accountOf(plan, random), json(settings))], {
    name: 'settings.changed',
  });
};
