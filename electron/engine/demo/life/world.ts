import { randomFor } from '../making/random.ts';
import type { Random } from '../making/random.ts';
import { colleague, emails, payout, secretAdmins, stolenRefunds, thief } from '../story/facts.ts';
import type { OrderNumber } from './numbering.ts';
import { people } from './people.ts';
import type { Person } from './people.ts';

export interface Order {
  readonly id: number;
  readonly orderNo: number;
  readonly accountId: number;
  readonly lines: number;
  readonly total: string;
  readonly correlation: string;
  /** Belongs to the story: ordinary life leaves it alone. */
  readonly reserved: boolean;
  status: 'draft' | 'placed' | 'paid' | 'packed' | 'shipped' | 'delivered' | 'cancelled';
}

export interface Refund {
  readonly id: number;
  readonly orderNo: number;
  payoutId: number;
  /** Belongs to the story: nobody decides about it but those who do there. */
  readonly reserved: boolean;
  correlation: string | null;
  status: 'requested' | 'approved' | 'rejected' | 'paid';
}

export interface Ticket {
  readonly id: number;
  readonly spam: boolean;
}

export interface PayoutAccount {
  readonly id: number;
  readonly ownerId: number;
}

/** How much there is before the story begins. */
export const founding = {
  accounts: 4600,
  payouts: 310,
  keys: 57,
  oldestTicket: 8111,
  tickets: 8410,
  orders: 1500,
  refunds: 120,
  webhooks: 11,
} as const;

/**
 * What the story's authors know of the shop: enough to write statements that make sense. The database is the
 * truth; this forgets whatever no later scene needs.
 */
export interface World {
  readonly person: (number: number) => Person;
  /** The members whose e-mail addresses the thief changes, in order; the first ones are overwritten later. */
  readonly victims: readonly number[];
  /** Rows of members that ordinary life leaves alone. */
  readonly quiet: ReadonlySet<number>;
  readonly payouts: PayoutAccount[];
  readonly drafts: Order[];
  /** Placed, but not yet on their way. */
  readonly open: Order[];
  readonly delivered: Order[];
  readonly stolen: Map<number, Order>;
  readonly refunds: Refund[];
  readonly tickets: Ticket[];
  /** Correlations of what an actor does in one sitting. */
  readonly sittings: Map<string, { correlation: string; until: number }>;
  readonly numbers: { next(): OrderNumber };
  readonly ids: { account: number; member: number; payout: number; refund: number; ticket: number };
  readonly buyersWithPayout: ReadonlySet<number>;
}

/** Accounts, members and people share their number until the story begins; later accounts are 9001 and up. */
export function newWorld(numbers: readonly OrderNumber[], firstAccount: number): World {
  const victims = chooseVictims();
  const payouts = foundingPayouts();
  let used = 0;
  return {
    person: people(),
    victims,
    quiet: new Set([...victims, ...secretAdmins, colleague]),
    payouts,
    drafts: [],
    open: [],
    delivered: [],
    stolen: new Map(),
    refunds: [],
    tickets: [],
    sittings: new Map(),
    numbers: {
      next: () => {
        const number = numbers[used];
        if (number === undefined) throw new Error('more orders than planned');
        used += 1;
        return number;
      },
    },
    ids: {
      account: firstAccount,
      member: founding.accounts + 1,
      payout: payout.id + 1,
      refund: 5301,
      ticket: founding.tickets + 1,
    },
    buyersWithPayout: new Set(payouts.map(({ ownerId }) => ownerId)),
  };
}

/** 61 members in order of their number; which 23 of them the CRM knows is decided in {@link knownToCrm}. */
function chooseVictims(): readonly number[] {
  const random = randomFor('victims');
  const chosen = new Set<number>();
  while (chosen.size < emails.changed) {
    const number = random.whole(1180, 2290);
    if (number !== 2088) chosen.add(number);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** The 23 victims whose old address the CRM still has. */
export function knownToCrm(world: World): readonly number[] {
  const random = randomFor('known to crm');
  const left = [...world.victims];
  const known: number[] = [];
  while (known.length < emails.overwritten) {
    known.push(...left.splice(random.whole(0, left.length - 1), 1));
  }
  return known.sort((a, b) => a - b);
}

function foundingPayouts(): PayoutAccount[] {
  const random = randomFor('founding payouts');
  const owners = new Set<number>(stolenRefunds.map(({ accountId }) => accountId));
  owners.delete(2088);
  while (owners.size < founding.payouts) {
    const owner = random.whole(100, founding.accounts);
    if (owner !== 2088) owners.add(owner);
  }
  return [...owners].map((ownerId, index) => ({ id: index + 1, ownerId }));
}

/** Somebody of the founding members whom ordinary life may touch. */
export function someMember(world: World, random: Random): number {
  for (;;) {
    const number = random.whole(1, founding.accounts);
    if (!world.quiet.has(number) && number !== thief.accountId) return number;
  }
}
