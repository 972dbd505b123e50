import { actors } from '../life/actors.ts';
import { crmReference } from '../life/machines.ts';
import type { OrderNumber } from '../life/numbering.ts';
import { foundingPayout } from '../life/refunds.ts';
import { products, written } from '../life/texts.ts';
import { founding } from '../life/world.ts';
import type { World } from '../life/world.ts';
import { secretAdmins } from '../story/facts.ts';
import { day, hour, instantOf } from './calendar.ts';
import type { Micros } from './calendar.ts';
import { randomFor } from './random.ts';
import { json, literal } from './sql.ts';
import type { SqlValue } from './sql.ts';

/**
 * The shop as it was before capture was installed: rows without any history (CONTRACT §10, T0). Answers
 * statements in the order in which foreign keys allow them.
 */
export function foundingSql(world: World, start: Micros, firstOrder: OrderNumber): readonly string[] {
  return [
    insert('accounts', accountColumns, numbers(1, founding.accounts), (id) => accountRow(world, start, id)),
    insert('members', memberColumns, numbers(1, founding.accounts), (id) => memberRow(world, start, id)),
    insert('payout_accounts', payoutColumns, world.payouts, ({ id, ownerId }) => {
      const { label, iban, preferences } = foundingPayout(id);
      return [id, ownerId, label, iban, 'Main', json(preferences), instantOf(start - (400 - id) * day), 0];
    }),
    insert('orders', orderColumns, numbers(1, founding.orders), (back) => orderRow(start, firstOrder, back)),
    insert('order_lines', lineColumns, numbers(1, founding.orders * 2), (line) => lineRow(firstOrder, line)),
    insert('refunds', refundColumns, world.payouts.slice(0, founding.refunds), ({ id, ownerId }) => [
      ...[5180 + id, firstOrder.id - 2 * id, id, '24.90', 'late', 'paid', `user:${ownerId}`, 'admin:2'],
      ...[instantOf(start - (130 - id) * hour * 20), instantOf(start - (129 - id) * hour * 20)],
    ]),
    insert('api_keys', keyColumns, numbers(1, founding.keys), (id) => keyRow(start, id)),
    insert('tickets', ticketColumns, numbers(founding.oldestTicket, founding.tickets), (id) =>
      ticketRow(start, id),
    ),
    insert('webhooks', webhookColumns, numbers(1, founding.webhooks), (id) => [
      ...[id, 100 + id * 37, `https://hooks-${id}.partner.example/shop`, '{order.placed}', true, id * 9187],
      instantOf(start - (300 - id) * day),
    ]),
  ];
}

const accountColumns = 'id, login, display_name, kind, status, failed_logins, crm_ref, settings, created_at';
const memberColumns =
  'id, account_id, email, full_name, phone, digest, role, plan, marketing, joined_on, updated_at';
const payoutColumns = 'id, owner_id, bank_label, iban, label, payout_prefs, verified_at, payout_count';
const orderColumns = 'id, order_no, member_id, status, total, shipping, placed_at, updated_at';
const lineColumns = 'order_id, line_no, sku, title, quantity, unit_price, attributes';
const refundColumns =
  'id, order_id, payout_account_id, amount, reason, status, requested_by, approved_by, requested_at, paid_at';
const keyColumns = 'id, account_id, name, prefix, scopes, uses, created_at';
const ticketColumns = 'id, account_id, subject, body, status, assignee, opened_at, updated_at';
const webhookColumns = 'id, account_id, url, events, active, delivered, created_at';

const staff = new Set(actors.flatMap(({ ref }) => (ref.type === 'admin' ? [Number(ref.id)] : [])));
const administrators = new Set([2, 4, 17]);

function accountRow(world: World, start: Micros, id: number): readonly SqlValue[] {
  const { login, name } = world.person(id);
  const random = randomFor('account', id);
  return [
    ...[id, login, name, staff.has(id) ? 'staff' : 'buyer', random.chance(0.01) ? 'locked' : 'active', 0],
    ...[
      crmReference(id),
      json({ locale: 'en-GB', theme: 'light' }),
      instantOf(start - (5000 - id) * 4 * hour),
    ],
  ];
}

function memberRow(world: World, start: Micros, id: number): readonly SqlValue[] {
  const { name, email, phone } = world.person(id);
  const random = randomFor('member', id);
  const plain = secretAdmins.some((member) => member === id);
  const role = administrators.has(id) && !plain ? 'admin' : staff.has(id) && !plain ? 'support' : 'member';
  const joined = instantOf(start - (5000 - id) * 4 * hour);
  return [
    ...[id, id, email, name, random.chance(0.1) ? null : phone, `$2b$12$${random.hex(40)}`, role],
    ...[random.pick(['basic', 'basic', 'basic', 'plus', 'plus', 'plus', 'plus', 'plus', 'plus', 'free'])],
    ...[json({ segment: 'home' }), joined.slice(0, 10), joined],
  ];
}

function orderRow(start: Micros, first: OrderNumber, back: number): readonly SqlValue[] {
  const random = randomFor('founding order', back);
  const placed = instantOf(start - 4 * day - back * hour);
  const total = `${random.whole(9, 240)}.${random.pick(['00', '50', '90'])}`;
  return [
    ...[first.id - back, first.orderNo - back, random.whole(1, founding.accounts), 'delivered', total],
    ...[json({ method: 'parcel', country: 'DE' }), placed, placed],
  ];
}

/** Two lines an order. */
function lineRow(first: OrderNumber, line: number): readonly SqlValue[] {
  const product = randomFor('founding line', line).pick(products);
  const back = Math.ceil(line / 2);
  return [first.id - back, 2 - (line % 2), product.sku, product.title, 1, product.price, null];
}

function keyRow(start: Micros, id: number): readonly SqlValue[] {
  const random = randomFor('key', id);
  const name = random.pick(['stock', 'reports', 'label printer', 'kassa', 'feed']);
  const uses = random.whole(0, 90_000);
  return [
    id,
    random.whole(100, 4600),
    name,
    `tlk_${random.hex(6)}`,
    '{stock:write}',
    uses,
    instantOf(start - id * day),
  ];
}

function ticketRow(start: Micros, id: number): readonly SqlValue[] {
  const random = randomFor('ticket', id);
  const opened = instantOf(start - (founding.tickets + 1 - id) * 3 * hour);
  const about = [
    random.whole(100, founding.accounts),
    random.pick(written.subject),
    random.pick(written.body),
  ];
  return [id, ...about, 'solved', 'admin:17', opened, opened];
}

function insert<T>(
  table: string,
  columns: string,
  from: readonly T[],
  row: (item: T) => readonly SqlValue[],
): string {
  const rows = from.map((item) => `(${row(item).map(literal).join(',')})`);
  return `INSERT INTO ${table} (${columns}) VALUES\n${rows.join(',\n')}`;
}

function numbers(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
