import { expect, test } from 'vitest';
import { emails, order, payout, stolenRefunds, thief, withoutEarlierImage } from '../story/facts.ts';
import { asked, changes } from './made.ts';
import type { MadeDemo } from './made.ts';

/** What the thief did, what was undone by accident, and what only looks like more of it. */
export function checkIncident(made: () => MadeDemo): void {
  const { ask, one, between } = asked(made);

  test('D-20: Mara promotes a colleague, by day, from her own address', async () => {
    const rows = await ask(`${changes} WHERE c.table_name = 'members' AND 'role' = ANY (c.changed_fields)`);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      actor_ref: '{"id": "17", "type": "admin"}',
      action: 'member.role_changed',
    });
    expect(rows[0]?.['occurred_at']).toContain('09:12:26');
    expect(rows[0]?.['meta']).toContain('"198.51.100.17"');
  });

  test('D-19: the burst has four transactions of one correlation from an address seen never before', async () => {
    const rows = await ask(`SELECT t.occurred_at, t.actor_ref, count(c.id) AS changes
      FROM threadline.audit_transactions t LEFT JOIN threadline.audit_changes c ON c.transaction_id = t.id
      JOIN threadline.audit_actions a ON a.id = t.action_id
      WHERE a.correlation_id = '${thief.burst}' GROUP BY t.id ORDER BY t.txid`);
    expect(rows.map(({ changes: n }) => n)).toEqual(['1', '0', '61', '1']);
    expect(new Set(rows.map(({ actor_ref: actor }) => actor))).toEqual(
      new Set(['{"id": "17", "type": "admin"}']),
    );
    expect(rows.map(({ occurred_at: at }) => at?.slice(11, 16))).toEqual([
      '03:07',
      '03:11',
      '03:24',
      '03:31',
    ]);
    const first = await one(`SELECT min(occurred_at) = '${made().at(-19, '03:07:02.118204')}'
      FROM threadline.audit_transactions WHERE meta->>'ip' = '${thief.ip}'`);
    expect(first).toBe('t');
    expect(
      await one(`SELECT count(*) FROM threadline.audit_actions WHERE correlation_id = '${thief.burst}'
      AND NOT EXISTS (SELECT FROM threadline.audit_transactions t WHERE t.action_id = audit_actions.id)`),
    ).toBe('2');
  });

  const victims = `SELECT table_pk FROM threadline.audit_changes WHERE data_after->>'email' LIKE 'mbr.%@relay-post.example'
    AND changed_fields = '{email,updated_at}'`;

  test('of 61 e-mails 23 are overwritten by crm_sync at D-9 and 38 have no later change', async () => {
    expect(await one(`SELECT count(*) FROM (${victims}) v`)).toBe(String(emails.changed));
    const later = await ask(`${changes} WHERE c.table_name = 'members' AND c.table_pk IN (${victims})
      AND c.captured_at > '${made().at(-19, '03:30')}'`);
    expect(later).toHaveLength(emails.overwritten);
    expect(new Set(later.map(({ table_pk: pk }) => pk)).size).toBe(emails.overwritten);
    expect(new Set(later.map(({ transaction_id: id }) => id)).size).toBe(emails.overwritten);
    for (const row of later) {
      expect(row['actor_ref']).toContain('crm_sync');
      expect(row['occurred_at']).toMatch(/ 02:1[01]:/);
    }
    expect(await one(`SELECT count(*) FROM members WHERE email LIKE 'mbr.%@relay-post.example'`)).toBe(
      String(emails.remaining),
    );
  });

  test('all but three of the 61 have a captured image from before', async () => {
    const unseen = await ask(`SELECT m.email LIKE '%@relay-post.example' AS remains, count(*) AS n
      FROM members m WHERE jsonb_build_object('id', m.id::text) IN (${victims}) AND NOT EXISTS (
        SELECT FROM threadline.audit_changes c WHERE c.table_name = 'members'
          AND c.table_pk = jsonb_build_object('id', m.id::text) AND c.captured_at < '${made().at(-19, '03:00')}')
      GROUP BY 1 ORDER BY 1`);
    expect(unseen).toEqual([
      { remains: 'f', n: String(withoutEarlierImage.overwritten) },
      { remains: 't', n: String(withoutEarlierImage.remaining) },
    ]);
  });

  test('the herrings: 4,000 invoices, a label, a back-fill by nobody, a note on order 4711', async () => {
    expect(
      await one(`SELECT count(*) FROM (${changes}) x WHERE action = 'invoice.issued' AND op = 'insert'
      AND captured_at ${between(-16, '05:00', '05:01')}`),
    ).toBe('4000');
    expect(
      await one(`SELECT count(*) FROM (${changes}) x WHERE 'tax_code' = ANY (changed_fields) AND actor_ref IS NULL
      AND captured_at ${between(-11, '11:38', '11:39')}`),
    ).toBe('6240');
    const label = await ask(
      `${changes} WHERE c.table_pk = '{"id": "${payout.id}"}' AND c.changed_fields = '{label}'`,
    );
    expect(label.map(({ actor_ref: actor }) => actor)).toEqual(['{"id": "2088", "type": "user"}']);
    expect(label[0]?.['data_after']).toContain('"bank_label": "Kestrel Direct"');
    const note = await ask(
      `${changes} WHERE c.data_after->>'order_no' = '${order.orderNo}' AND 'note' = ANY (c.changed_fields)`,
    );
    expect(note).toHaveLength(1);
    expect(note[0]).toMatchObject({
      actor_ref: '{"id": "4", "type": "admin"}',
      table_pk: `{"id": "${order.id}"}`,
    });
    expect(note[0]?.['occurred_at']).toContain(' 14:20:36');
  });

  test('order 4711 leads through its refund to payout account 311', async () => {
    expect(
      await ask(`SELECT o.id, r.amount, r.payout_account_id, r.approved_by FROM orders o
      JOIN refunds r ON r.order_id = o.id WHERE o.order_no = ${order.orderNo}`),
    ).toEqual([
      { id: String(order.id), amount: '240.00', payout_account_id: '311', approved_by: 'user:9001' },
    ]);
  });

  test('D-6: seven refunds are paid to 311 in one transaction, six of them redirected by user:9001', async () => {
    const paid =
      await ask(`${changes} WHERE c.table_name = 'refunds' AND c.changed_fields = '{paid_at,status}'
      AND c.data_after->>'payout_account_id' = '${payout.id}'`);
    expect(paid).toHaveLength(stolenRefunds.length);
    expect(new Set(paid.map(({ transaction_id: id }) => id)).size).toBe(1);
    expect(paid[0]?.['actor_ref']).toContain('refund_payout');
    expect(paid[0]?.['occurred_at']).toContain(' 15:02:');
    expect(await one(`SELECT sum(amount) FROM refunds WHERE payout_account_id = ${payout.id}`)).toBe(
      '1871.30',
    );
    const approved = await ask(`${changes} WHERE c.table_name = 'refunds'
      AND t.actor_ref = '{"type": "user", "id": "9001"}'`);
    expect(approved).toHaveLength(7);
    expect(approved.filter(({ changed_fields: f }) => f?.includes('payout_account_id'))).toHaveLength(6);
    expect(await one(`SELECT payout_count FROM payout_accounts WHERE id = ${payout.id}`)).toBe('7');
  });
}
