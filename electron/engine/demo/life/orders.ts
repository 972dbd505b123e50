import type { ActorRef } from '@shared/domain/actor.ts';
import { day, hour, minute, second } from '../making/calendar.ts';
import type { Calendar, Micros } from '../making/calendar.ts';
import { randomFor } from '../making/random.ts';
import type { Random } from '../making/random.ts';
import { call, json } from '../making/sql.ts';
import type { Stage } from '../making/stage.ts';
import { order as fixedOrder, stolenRefunds } from '../story/facts.ts';
import type { StoryActor } from './actors.ts';
import type { OrderNumber } from './numbering.ts';
import { after, correlationOf, ordinary } from './telling.ts';
import type { Handler } from './telling.ts';
import { products, written } from './texts.ts';
import { founding } from './world.ts';
import type { Order } from './world.ts';

const payments: ActorRef = { type: 'service_account', id: 'payments' };
const warehouse: ActorRef = { type: 'service_account', id: 'warehouse' };

/** Somebody orders; payment, packing, dispatch and delivery follow in their own time. */
export const placeOrder: Handler = (stage, plan, random) => {
  const number = stage.world.numbers.next();
  const stolen = stolenRefunds.find(({ orderNo }) => orderNo === number.orderNo);
  if (stolen === undefined) {
    const accountId =
      plan.actor.ref.type === 'user' ? Number(plan.actor.ref.id) : random.whole(1, founding.accounts);
    const draft = random.chance(0.07);
    place(stage, plan.at, plan.actor, random, { number, accountId, draft, price: null });
  } else {
    placeStolen(stage, plan.at, plan.actor, number, stolen.accountId, stolen.amount);
  }
};

/** The seven orders whose refunds are stolen: one line each, refunded whole. */
export function placeStolen(
  stage: Stage,
  at: Micros,
  actor: StoryActor,
  number: OrderNumber,
  accountId: number,
  price: string,
): void {
  const buyer: StoryActor = {
    ...actor,
    ref: { type: 'user', id: String(accountId) },
    source: 'web',
    ip: `192.0.2.${(accountId % 80) + 10}`,
  };
  place(stage, at, buyer, randomFor('stolen order', number.orderNo), {
    number,
    accountId,
    draft: false,
    price,
  });
}

interface Wish {
  readonly number: OrderNumber;
  readonly accountId: number;
  readonly draft: boolean;
  /** Exact price of the only line, or null for whatever people buy. */
  readonly price: string | null;
}

function place(stage: Stage, at: Micros, actor: StoryActor, random: Random, wish: Wish): void {
  const { id, orderNo } = wish.number;
  const correlation = correlationOf(stage, { at, actor, activity: 'order.place' }, random);
  const lines = linesOf(random, wish.price);
  const order: Order = {
    id,
    orderNo,
    accountId: wish.accountId,
    lines: lines.length,
    total: wish.price ?? (lines.reduce((sum, line) => sum + line.quantity * line.cents, 0) / 100).toFixed(2),
    correlation,
    reserved: wish.price !== null,
    status: wish.draft ? 'draft' : 'placed',
  };
  const note = random.chance(0.12) ? random.pick(written.note) : null;
  const shipping = {
    method: random.pick(['parcel', 'parcel', 'express', 'pickup']),
    country: random.pick(countries),
  };
  ordinary(
    stage,
    { at, actor, activity: 'order.place' },
    random,
    [
      call('order_place', id, orderNo, wish.accountId, order.status, order.total, note, json(shipping)),
      ...lines.map((line, index) =>
        call('line_add', id, index + 1, line.sku, line.title, line.quantity, line.price, line.attributes),
      ),
      // Deliveries to webhooks are counted too, but that table is not covered: no change says so.
      ...(random.chance(0.15) ? [call('webhook_delivered', random.whole(1, founding.webhooks), 1)] : []),
    ],
    { name: wish.draft ? 'basket.saved' : 'order.placed', correlation },
  );
  if (wish.price !== null) stage.world.stolen.set(orderNo, order);
  if (wish.draft) {
    stage.world.drafts.push(order);
    return;
  }
  if (!order.reserved) stage.world.open.push(order);
  stage.later(after(at, random, 20 * second, 4 * minute), (_, then) => pay(stage, then, order));
}

function linesOf(random: Random, price: string | null) {
  const count = price === null ? random.pick([1, 1, 1, 2, 2, 2, 3, 3, 4]) : 1;
  return Array.from({ length: count }, () => {
    const product =
      price === null ? random.pick(products) : { sku: 'LE-1203', title: 'Weekend bag', price: `${price}00` };
    return {
      sku: product.sku,
      title: product.title,
      price: product.price,
      quantity: price === null ? random.pick([1, 1, 1, 1, 2, 2, 3, 6]) : 1,
      cents: Math.round(Number(product.price) * 100),
      attributes: random.chance(0.4)
        ? json({
            gift: random.chance(0.2),
            weight_kg: { number: `${(random.whole(20, 4000) / 1000).toFixed(3)}0` },
          })
        : null,
    };
  });
}

function pay(stage: Stage, at: Micros, order: Order): void {
  if (order.status !== 'placed') return;
  const random = randomFor('order', order.orderNo);
  order.status = 'paid';
  stage.tell({
    at,
    actor: payments,
    writes: [call('order_status', order.id, 'paid')],
    source: 'webhook',
    meta: { provider: 'cardnet', charge: `ch_${random.hex(16)}`, amount: { number: order.total } },
    action: { name: 'order.paid', correlation: order.correlation, job: `charge-${order.orderNo}` },
  });
  const ready = workingTime(stage.calendar, after(at, random, 40 * minute, 5 * hour), random);
  stage.later(ready, (_, then) => pack(stage, then, order, random));
}

function pack(stage: Stage, at: Micros, order: Order, random: Random): void {
  if (order.status !== 'paid') return;
  order.status = 'packed';
  stage.tell({
    at,
    actor: warehouse,
    writes: [
      call(
        'lines_pick',
        order.id,
        json({ bin: `${random.pick(['A', 'B', 'C'])}-${random.whole(1, 60)}`, picked: true }),
      ),
      call('order_status', order.id, 'packed'),
    ],
    rows: order.lines + 1,
    source: 'warehouse',
    action: { name: 'order.packed', correlation: order.correlation },
  });
  const leaves = workingTime(stage.calendar, after(at, random, 30 * minute, 6 * hour), random);
  stage.later(leaves, (_, then) => ship(stage, then, order, random));
}

function ship(stage: Stage, at: Micros, order: Order, random: Random): void {
  if (order.status !== 'packed') return;
  order.status = 'shipped';
  const tracking = `9${String(random.whole(100_000_000, 999_999_999))}${String(random.whole(100_000_000, 999_999_999))}`;
  stage.tell({
    at,
    actor: warehouse,
    writes: [
      call(
        'order_ship',
        order.id,
        json({ carrier: random.pick(carriers), tracking: { number: { number: tracking } } }),
      ),
    ],
    source: 'warehouse',
    meta: { desk: `D${String(random.whole(1, 4))}` },
  });
  const open = stage.world.open.indexOf(order);
  if (open >= 0) stage.world.open.splice(open, 1);
  const arrives = workingTime(stage.calendar, after(at, random, 18 * hour, 52 * hour), random);
  stage.later(arrives, (_, then) => deliver(stage, then, order));
}

/** The carrier's callback is an old program that tells capture nothing about itself. */
function deliver(stage: Stage, at: Micros, order: Order): void {
  order.status = 'delivered';
  stage.tell({ at, actor: null, writes: [call('order_status', order.id, 'delivered')] });
  if (!order.reserved) stage.world.delivered.push(order);
}

/** The next moment at which the warehouse or a carrier works: not at night, not on a Sunday. */
function workingTime(calendar: Calendar, wanted: Micros, random: Random): Micros {
  let midnight = Math.floor(wanted / day) * day;
  let at = wanted;
  if (at - midnight > 19 * hour) {
    midnight += day;
    at = midnight;
  }
  if (calendar.weekday(calendar.dayOf(midnight)) === 0) {
    midnight += day;
    at = midnight;
  }
  return at - midnight < 6 * hour ? midnight + 6 * hour + random.whole(0, 3 * hour) : at;
}

/** Buyers and staff take orders back before they leave the house. */
export const cancelOrder: Handler = (stage, plan, random) => {
  const mine = stage.world.open.filter(
    ({ accountId, status }) =>
      (status === 'placed' || status === 'paid') &&
      (plan.actor.ref.type !== 'user' || String(accountId) === plan.actor.ref.id),
  );
  const order = mine.at(-random.whole(1, Math.max(1, Math.min(mine.length, 5))));
  if (order === undefined) return;
  order.status = 'cancelled';
  stage.world.open.splice(stage.world.open.indexOf(order), 1);
  ordinary(stage, plan, random, [call('order_status', order.id, 'cancelled')], {
    name: 'order.cancelled',
    reason: random.pick(written.reason),
  });
};

export const annotateOrder: Handler = (stage, plan, random) => {
  const order = stage.world.open.at(-random.whole(1, 40)) ?? stage.world.delivered.at(-random.whole(1, 40));
  if (order === undefined || order.orderNo === fixedOrder.orderNo) return;
  ordinary(stage, plan, random, [call('order_note', order.id, random.pick(written.note))], {
    name: 'order.annotated',
  });
};

const countries = ['DE', 'FR', 'GB', 'SE', 'PL', 'JP', 'US', 'NG', 'IT', 'ES'] as const;
const carriers = ['Nordpost', 'DPX', 'Correo Azul', 'ヤマト'] as const;
