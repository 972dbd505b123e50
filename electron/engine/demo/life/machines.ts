import { call } from '../making/sql.ts';
import { failedAction } from './accounts.ts';
import { ordinary } from './telling.ts';
import type { Handler } from './telling.ts';
import { founding } from './world.ts';

/** The nightly comparison with the CRM: mostly it writes what is there already. */
export const touchAccount: Handler = (stage, plan, random) => {
  const account = random.whole(1, founding.accounts);
  const reference = random.chance(0.7) ? crmReference(account) : `crm-${account}-b`;
  ordinary(stage, plan, random, [call('account_crm', account, reference)], null);
};

export function crmReference(account: number): string {
  return `crm-${account}`;
}

/** A program uses its key; now and then its transaction fails, and only the failed action tells of it. */
export const useKey: Handler = (stage, plan, random) => {
  const write = call('key_use', random.whole(1, founding.keys), random.whole(1, 60));
  if (random.chance(0.06)) {
    stage.tell({ at: plan.at, actor: plan.actor.ref, writes: [write], fails: true });
    failedAction(stage, plan, random, 'stock.reported', 'quantity below zero');
    return;
  }
  ordinary(stage, plan, random, [write], random.chance(0.3) ? { name: 'stock.reported' } : null);
};
