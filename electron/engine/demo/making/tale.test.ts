import { formatActor } from '@shared/domain/actor.ts';
import { describe, expect, test } from 'vitest';
import { emails, invoiceRows, order, secretAdmins, stolenRefunds, thief } from '../story/facts.ts';
import type { StoryTransaction } from './stage.ts';
import { taleOf } from './tale.ts';
import type { Tale } from './tale.ts';
import { transactionSql } from './transactionSql.ts';

const micros = (instant: string): number => Date.parse(instant) * 1000;

/** Month ends, a leap day, a new year, both sides of the daily retention run, every weekday. */
const makings = [
  '2026-11-24T10:00:00Z',
  '2027-02-28T23:59:59Z',
  '2027-03-01T00:00:01Z',
  '2028-02-29T04:02:17Z',
  '2028-03-01T04:02:19Z',
  '2026-12-31T16:30:00Z',
  '2027-01-02T12:00:00Z',
];

/** Told once each: a story takes its second. */
const told = new Map<string, { readonly tale: Tale; readonly transactions: readonly StoryTransaction[] }>();

function story(now: string) {
  const known = told.get(now);
  if (known !== undefined) return known;
  const tale = taleOf(micros(now));
  const made = { tale, transactions: [...tale.transactions] };
  told.set(now, made);
  return made;
}

/** What the thief, the forger and the innocent of the fixed acts do, without what depends on the day of making. */
function fixedPart(now: string): readonly string[] {
  const { tale, transactions } = story(now);
  const midnight = tale.calendar.at(0, '00:00');
  return transactions
    .filter(
      ({ actor, meta, role }) =>
        role === 'shop_owner' ||
        JSON.stringify(meta ?? null).includes(thief.ip) ||
        (actor !== null && formatActor(actor) === `user:${thief.accountId}`),
    )
    .map(({ at, actor, writes }) => {
      const shown = writes.map((write) => (write.split('(')[0] ?? '').replaceAll(/'\d{4}-[^']*'/g, 'WHEN'));
      const seconds = Math.floor((at - midnight) / 1_000_000);
      return `${seconds} ${actor === null ? 'nobody' : formatActor(actor)} ${shown.join(' ')}`;
    });
}

describe('the story', { timeout: 60_000 }, () => {
  const first = fixedPart(makings[0] ?? '');

  test('has its incident and its cover-up', () => {
    expect(first.length).toBe(14);
    expect(first.filter((line) => line.includes('admin:17'))).toHaveLength(4);
    expect(first.filter((line) => line.includes('nobody EXECUTE member_role'))).toHaveLength(
      secretAdmins.length,
    );
  });

  test.each(makings.slice(1))('is the same, second for second, when made at %s', (now) => {
    expect(fixedPart(now)).toEqual(first);
  });

  test.each(makings)('made at %s, numbers the same orders, accounts and keys', (now) => {
    const sql = story(now).transactions.map(transactionSql).join('');
    expect(sql).toContain(`EXECUTE order_place(${order.id},${order.orderNo},2088,`);
    for (const { orderNo, accountId, amount } of stolenRefunds) {
      expect(sql).toMatch(
        new RegExp(`EXECUTE order_place\\(\\d+,${orderNo},${accountId},'placed','${amount}'`),
      );
    }
    expect(sql.match(/EXECUTE account_create\(9001,/g)).toHaveLength(1);
    expect(sql.match(/mbr\.\d+@relay-post\.example/g)).toHaveLength(emails.changed);
    expect(sql.match(/EXECUTE refund_redirect\(/g)).toHaveLength(stolenRefunds.length);
    expect(sql).toContain(`WHERE n BETWEEN 3001 AND ${invoiceRows}`);
  });

  test('told twice at the same moment, is the same to the letter', () => {
    const now = '2026-11-24T10:00:00Z';
    const again = taleOf(micros(now));
    expect(again.founding).toEqual(story(now).tale.founding);
    expect([...again.transactions].map(transactionSql)).toEqual(story(now).transactions.map(transactionSql));
  });

  test.each(makings)('made at %s, goes forward in time from the horizon to now', (now) => {
    const { tale, transactions } = story(now);
    const moments = transactions.map(({ at }) => at);
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(moments[0]).toBeGreaterThanOrEqual(tale.start);
    expect(moments.at(-1)).toBeLessThan(micros(now) + 60_000_000);
    const rows = transactions.reduce((sum, { rows, writes }) => sum + (rows ?? writes.length), 0);
    expect(rows).toBeGreaterThan(52_000);
    expect(rows).toBeLessThan(72_000);
  });
});
