import { tellLater } from '../making/stage.ts';
import type { Act } from './act.ts';
import { invoiceRows } from './facts.ts';

const batches = 4;

/** The monthly invoice run: a large, regular, innocent burst by a job, at five in the morning. */
export function invoices(firstId: number): Act {
  return {
    day: -16,
    time: '05:00:00.302774',
    kind: 'herring',
    what: 'job:monthly_invoice writes 4,000 invoices',
    scene: (stage, at) => {
      const month = stage.calendar.month(-16);
      const size = invoiceRows / batches;
      for (let batch = 0; batch < batches; batch += 1) {
        tellLater(stage, at + batch * 4_000_000, {
          actor: { type: 'job', id: 'monthly_invoice' },
          writes: [invoiceBatch(month, firstId, batch * size + 1, (batch + 1) * size)],
          rows: size,
          source: 'oban',
          meta: { queue: 'billing', batch: batch + 1, of: batches },
          action: {
            name: 'invoice.issued',
            correlation: `invoices-${month}`,
            job: `monthly_invoice-${month}-${batch + 1}`,
          },
        });
      }
    },
  };
}

function invoiceBatch(month: number, firstId: number, from: number, to: number): string {
  return `INSERT INTO orders (id, order_no, kind, member_id, status, total, placed_at, updated_at)
    SELECT ${firstId - 1} + n, ${month}0000 + n, 'invoice', id, 'issued', CASE plan WHEN 'plus' THEN 12.50 ELSE 4.90 END,
      story.moment(), story.moment()
    FROM (SELECT id, plan, row_number() OVER (ORDER BY id) AS n FROM members WHERE plan <> 'free' AND id <= 4600) AS due
    WHERE n BETWEEN ${from} AND ${to} ORDER BY n`;
}
