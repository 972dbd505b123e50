import type { Act } from './act.ts';
import { backfilledRows } from './facts.ts';

/** A deployment adds a column and fills it: thousands of changes by nobody in particular. */
export const backfill: Act = {
  day: -11,
  time: '11:38:05.660219',
  kind: 'herring',
  what: 'a deployment adds order_lines.tax_code and fills it; no actor',
  scene: (stage, at) =>
    stage.tell({
      at,
      actor: null,
      role: 'shop_owner',
      rows: backfilledRows,
      writes: [
        'ALTER TABLE order_lines ADD COLUMN tax_code text',
        `UPDATE order_lines SET tax_code = CASE WHEN sku LIKE 'FO-%' THEN 'S07' ELSE 'S19' END
           WHERE (order_id, line_no) IN
             (SELECT order_id, line_no FROM order_lines ORDER BY order_id, line_no LIMIT ${backfilledRows})`,
      ],
    }),
};
