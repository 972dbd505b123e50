import type { Micros } from '../making/calendar.ts';
import { randomFor } from '../making/random.ts';
import { invoiceRows, order } from '../story/facts.ts';

export interface OrderNumber {
  readonly id: number;
  readonly orderNo: number;
}

/**
 * Numbers the orders to come so that the one placed at `pivot` is number 4711 with id 90233. Ids run ahead:
 * the sequence loses some to failed transactions, and the invoices of `invoicesAt` take their own.
 */
export function numberOrders(
  placements: readonly Micros[],
  pivot: Micros,
  invoicesAt: Micros,
): { readonly orders: readonly OrderNumber[]; readonly firstInvoiceId: number } {
  const random = randomFor('order ids');
  const before = placements.filter((at) => at < pivot).length;
  const beforeInvoices = placements.filter((at) => at < invoicesAt).length;
  let id = 0;
  const steps = placements.map((_, index) => {
    if (index === beforeInvoices) id += invoiceRows;
    id += random.chance(0.12) ? 2 : 1;
    return id;
  });
  const shift = order.id - (steps[before] ?? 0);
  return {
    orders: steps.map((step, index) => ({ id: step + shift, orderNo: order.orderNo + index - before })),
    firstInvoiceId: (steps[beforeInvoices - 1] ?? 0) + 1 + shift,
  };
}
