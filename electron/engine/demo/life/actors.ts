import type { ActorRef } from '@shared/domain/actor.ts';

/** When somebody is about: weights of the 24 hours of a UTC day. */
export const hours = {
  office: [0, 0, 0, 0, 0, 0, 0, 2, 9, 10, 10, 8, 4, 9, 10, 9, 7, 2, 0, 0, 0, 0, 0, 0],
  late: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 6, 8, 9, 8, 8, 9, 8, 6, 3, 1, 0],
  shop: [2, 1, 1, 0.5, 0.5, 1, 2, 4, 6, 7, 7, 7, 8, 7, 6, 6, 7, 8, 10, 11, 11, 9, 6, 3],
  warehouse: [0, 0, 0, 0, 0, 1, 7, 9, 10, 10, 9, 6, 8, 9, 9, 8, 6, 4, 3, 1, 0, 0, 0, 0],
  night: [0, 0, 9, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  always: Array.from({ length: 24 }, () => 1),
} as const satisfies Record<string, readonly number[]>;

/** Factors of the days Sunday … Saturday. */
export const weeks = {
  working: [0.02, 1.1, 1, 1, 1, 0.9, 0.05],
  weekend: [1.5, 0.3, 0.3, 0.4, 0.6, 1.1, 1.6],
  shop: [1.2, 0.95, 0.85, 0.9, 0.95, 1.05, 1.2],
  dispatch: [0.1, 1.3, 1.1, 1, 1, 1.1, 0.6],
  even: [1, 1, 1, 1, 1, 1, 1],
} as const satisfies Record<string, readonly number[]>;

export const activities = [
  'order.place',
  'order.note',
  'order.cancel',
  'session.start',
  'session.fail',
  'settings.change',
  'member.edit',
  'member.plan',
  'email.correct',
  'ticket.open',
  'ticket.reply',
  'ticket.discard',
  'refund.request',
  'refund.decide',
  'payout.edit',
  'key.use',
  'account.create',
  'crm.touch',
] as const;
export type Activity = (typeof activities)[number];

/** Somebody of the story, and what an ordinary day of theirs is like. */
export interface StoryActor {
  readonly ref: ActorRef;
  readonly perDay: number;
  readonly hours: keyof typeof hours;
  readonly week: keyof typeof weeks;
  readonly source: string | null;
  readonly ip: string | null;
  readonly agent: string | null;
  readonly does: Readonly<Partial<Record<Activity, number>>>;
}

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 15_1) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15';
const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36';
const phone =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36';
const browsers = [firefox, safari, chrome, phone] as const;

function staff(
  id: number,
  perDay: number,
  rhythm: Pick<StoryActor, 'hours' | 'week'>,
  agent: string,
  does: StoryActor['does'],
): StoryActor {
  return {
    ref: { type: 'admin', id: String(id) },
    perDay,
    ...rhythm,
    source: 'web',
    ip: `198.51.100.${id}`,
    agent,
    does,
  };
}

function service(
  id: string,
  perDay: number,
  rhythm: Pick<StoryActor, 'hours' | 'week'>,
  source: string,
  does: StoryActor['does'],
): StoryActor {
  return {
    ref: { type: 'service_account', id },
    perDay,
    ...rhythm,
    source,
    ip: null,
    agent: `${id}/4.2`,
    does,
  };
}

const office = { hours: 'office', week: 'working' } as const;
const evenings = { hours: 'late', week: 'even' } as const;
const support = { 'ticket.reply': 10, 'order.note': 3, 'member.edit': 2, 'ticket.discard': 1 } as const;

/** admin:17 Mara Lindqvist looks after members; admin:4 Tom Aldous after orders and refunds. */
export const mara = staff(17, 34, office, safari, {
  ...support,
  'member.edit': 6,
  'email.correct': 3,
  'session.start': 1,
});
export const tom = staff(4, 30, office, firefox, {
  ...support,
  'order.note': 6,
  'refund.decide': 6,
  'session.start': 1,
});

const buyerIds = [
  112, 205, 391, 478, 560, 733, 914, 1066, 1290, 1377, 1502, 1844, 2031, 2088, 2410, 2755, 3120, 3391, 3907,
  4015, 4288, 4450, 4502,
] as const;

const buyers: readonly StoryActor[] = buyerIds.map((id, index) => ({
  ref: { type: 'user', id: String(id) },
  perDay: id === 2088 ? 1.6 : 2 + ((index * 7) % 5),
  hours: index % 4 === 3 ? 'late' : 'shop',
  week: index % 3 === 0 ? 'weekend' : 'shop',
  source: index % 5 === 2 ? 'app' : 'web',
  ip: `192.0.2.${10 + index * 3}`,
  agent: browsers[index % browsers.length] ?? firefox,
  does: {
    'order.place': 8,
    'session.start': 6,
    'settings.change': 2,
    'ticket.open': 1.5,
    'order.cancel': 0.5,
    'refund.request': id === 2088 ? 0 : 1,
    'payout.edit': id === 2088 ? 0 : 0.4,
    'session.fail': 0.6,
  },
}));

/** Everybody whose ordinary life fills the days; jobs with a fixed hour are in life/jobs.ts. */
export const actors: readonly StoryActor[] = [
  mara,
  tom,
  staff(2, 18, office, chrome, { 'member.edit': 4, 'member.plan': 3, 'refund.decide': 3, 'order.note': 2 }),
  staff(8, 26, evenings, chrome, { ...support, 'refund.decide': 2, 'session.start': 1 }),
  staff(21, 22, evenings, firefox, { ...support, 'email.correct': 0.6, 'session.start': 1 }),
  staff(23, 24, { hours: 'shop', week: 'weekend' }, safari, { ...support, 'order.cancel': 1 }),
  staff(29, 12, office, firefox, { 'order.note': 3, 'order.cancel': 2, 'settings.change': 1 }),
  service('storefront', 215, { hours: 'shop', week: 'shop' }, 'web', {
    'order.place': 90,
    'session.start': 40,
    'session.fail': 8,
    'settings.change': 12,
    'order.cancel': 2,
    'refund.request': 6,
  }),
  service('shop_app', 62, { hours: 'shop', week: 'shop' }, 'app', {
    'order.place': 34,
    'session.start': 30,
    'settings.change': 8,
    'member.plan': 1,
  }),
  service('marketplace', 30, { hours: 'always', week: 'even' }, 'api', { 'order.place': 9, 'key.use': 14 }),
  service('crm_sync', 120, { hours: 'night', week: 'even' }, 'crm', { 'crm.touch': 1 }),
  service('mail_gateway', 22, { hours: 'shop', week: 'even' }, 'smtp', {
    'ticket.open': 4,
    'ticket.reply': 1,
  }),
  service('erp_bridge', 24, { hours: 'always', week: 'working' }, 'api', { 'key.use': 5, 'order.note': 1 }),
  {
    ref: { type: 'anonymous' },
    perDay: 26,
    hours: 'shop',
    week: 'shop',
    source: 'web',
    ip: null,
    agent: phone,
    does: { 'account.create': 5, 'ticket.open': 3, 'session.fail': 6 },
  },
  ...buyers,
];
