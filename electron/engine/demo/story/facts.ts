/** The fixed points of the story, shared by the acts, the tests and docs/DEMO.md. */

/** The hijacked payout account and its rightful owner. */
export const payout = { id: 311, ownerId: 2088, label: 'Household', laterLabel: 'Household 2' } as const;
export const banks = {
  rightful: { label: 'Northgate Savings', iban: 'DE64120300001000311508' },
  thief: { label: 'Kestrel Direct', iban: 'LT473500010019884711' },
} as const;
export const prefs = {
  first: {
    schedule: 'weekly',
    limits: { single: { number: '500.00' }, daily: { number: '1500.00' }, currency: 'EUR' },
    notify: ['email'],
    reference: { number: '9007199254740993' },
  },
  owner: {
    schedule: 'weekly',
    limits: { single: { number: '500.00' }, daily: { number: '1500.00' }, currency: 'EUR' },
    notify: ['email', 'push'],
    reference: { number: '9007199254740993' },
  },
  thief: {
    schedule: 'instant',
    limits: { single: { number: '5000.00' }, daily: { number: '1500.00' }, currency: 'EUR' },
    notify: [],
    reference: { number: '9007199254740993' },
  },
} as const;

/** The thief's account, key, address and the correlation of the night. */
export const thief = {
  accountId: 9001,
  keyId: 58,
  webhookId: 12,
  ip: '203.0.113.77',
  agent: 'python-requests/2.32.3',
  burst: 'web-5e07b1',
  refunds: 'rfb-7c41d9',
} as const;

/** Members given other e-mail addresses at D-19 03:24: 61, of which the CRM later overwrites 23. */
export const emails = { changed: 61, overwritten: 23, remaining: 38 } as const;
/** Of these some have no captured image before: two that stay changed, one that is overwritten. */
export const withoutEarlierImage = { remaining: 2, overwritten: 1 } as const;

/** Made admin while capture was off. */
export const secretAdmins = [12, 40, 77] as const;
/** Promoted by Mara in the light of day. */
export const colleague = 2310;

export const invoiceRows = 4000;
export const backfilledRows = 6240;
export const keepDays = 21;

/** The seven refunds that end at payout account 311: order numbers, who bought, and the money. */
export const stolenRefunds = [
  { orderNo: 4688, accountId: 112, amount: '312.40', requested: { day: -11, time: '16:04:51.318805' } },
  { orderNo: 4693, accountId: 391, amount: '289.75', requested: { day: -10, time: '08:27:13.904112' } },
  { orderNo: 4698, accountId: 560, amount: '189.50', requested: { day: -10, time: '12:50:06.220674' } },
  { orderNo: 4702, accountId: 914, amount: '315.00', requested: { day: -9, time: '10:11:38.071533' } },
  { orderNo: 4706, accountId: 1290, amount: '274.90', requested: { day: -8, time: '17:45:20.663091' } },
  { orderNo: 4709, accountId: 1844, amount: '249.75', requested: { day: -7, time: '09:33:44.150287' } },
  { orderNo: 4711, accountId: 2088, amount: '240.00', requested: { day: -10, time: '19:22:40.668102' } },
] as const;

/** The order everybody starts from. */
export const order = { orderNo: 4711, id: 90_233, placed: { day: -12, time: '20:15:09.408815' } } as const;
