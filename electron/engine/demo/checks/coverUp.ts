import { expect, test } from 'vitest';
import { payout, secretAdmins } from '../story/facts.ts';
import { asked, changes } from './made.ts';
import type { MadeDemo } from './made.ts';

/** What was done to the trail, and that nothing else disturbs it. */
export function checkCoverUp(made: () => MadeDemo): void {
  const { ask, one, between } = asked(made);

  test('D-3: capture of members was switched between 03:40 and 03:46, and three admins have no change', async () => {
    const admins = await ask(`SELECT m.id FROM members m JOIN LATERAL (
        SELECT data_after FROM threadline.audit_changes c WHERE c.table_schema = 'public' AND c.table_name = 'members'
          AND c.table_pk = jsonb_build_object('id', m.id::text) ORDER BY captured_at DESC, id DESC LIMIT 1) newest ON true
      WHERE newest.data_after->>'role' <> m.role ORDER BY 1`);
    expect(admins.map(({ id }) => Number(id))).toEqual([...secretAdmins]);
    const altered = await ask(`SELECT
        (SELECT max(occurred_at) FROM threadline.audit_transactions WHERE txid < g.xmin::text::bigint AND occurred_at > '${made().at(-4, '00:00')}') AS after,
        (SELECT min(occurred_at) FROM threadline.audit_transactions WHERE txid > g.xmin::text::bigint) AS before, tgenabled
      FROM pg_trigger g WHERE tgname = 'threadline_audit_members'`);
    expect(altered).toHaveLength(1);
    expect(altered[0]?.['after']).toContain(' 03:45:51');
    expect(altered[0]?.['before']).toContain(' 03:46:20');
    expect(altered[0]?.['tgenabled']).toBe('O');
    expect(
      await one(`SELECT count(DISTINCT xmin::text) FROM pg_trigger WHERE tgname LIKE 'threadline_audit_%'`),
    ).toBe('2');
  });

  test('every other live row of a covered table is as its newest image says', async () => {
    for (const [table, keys, hidden] of [
      ['accounts', ['id'], []],
      ['members', ['id'], ['digest', 'phone']],
      ['payout_accounts', ['id'], ['iban']],
      ['orders', ['id'], []],
      ['order_lines', ['order_id', 'line_no'], []],
      ['refunds', ['id'], []],
      ['api_keys', ['id'], []],
      ['tickets', ['id'], []],
    ] as const) {
      const key = `jsonb_build_object(${keys.map((column) => `'${column}', r.${column}::text`).join(', ')})`;
      const minus = hidden.map((column) => ` - '${column}'`).join('');
      const found = await ask(`SELECT r.${keys[0]} AS id FROM ${table} r JOIN LATERAL (
          SELECT data_after FROM threadline.audit_changes c WHERE c.table_schema = 'public' AND c.table_name = '${table}'
            AND c.table_pk = ${key} ORDER BY captured_at DESC, id DESC LIMIT 1) newest ON true
        -- A column added later is in the live row, not in the image.
        WHERE (newest.data_after${minus}) <>
          (to_jsonb(r)${minus} - CASE WHEN newest.data_after ? 'tax_code' THEN '' ELSE 'tax_code' END)`);
      expect(
        found.map(({ id }) => Number(id)),
        table,
      ).toEqual(table === 'members' ? [...secretAdmins] : []);
    }
  });

  test('the deleted trace leaves one empty transaction inside the window', async () => {
    const horizon = await one('SELECT min(captured_at) FROM threadline.audit_changes');
    const empty = await ask(
      `SELECT t.occurred_at, a.name FROM threadline.audit_transactions t
      LEFT JOIN threadline.audit_actions a ON a.id = t.action_id
      WHERE NOT EXISTS (SELECT FROM threadline.audit_changes c WHERE c.transaction_id = t.id) AND t.occurred_at > $1`,
      horizon ?? '',
    );
    expect(empty).toHaveLength(1);
    expect(empty[0]).toMatchObject({ name: 'payout.changed' });
    expect(empty[0]?.['occurred_at']).toContain(' 03:11:20.096642');
  });

  test('the life of 311 has two breaks, and one version written two days after its date', async () => {
    const life =
      await ask(`${changes} WHERE c.table_name = 'payout_accounts' AND c.table_pk = '{"id": "${payout.id}"}'
      ORDER BY c.captured_at`);
    const image = (index: number): string => life[index]?.['data_after'] ?? '';
    expect(life.map(({ op }) => op)).toEqual(['insert', 'update', 'update', 'update', 'update']);
    // Version 3 says only the label changed, but the bank is another one since version 2.
    expect(life[2]?.['changed_fields']).toBe('{label}');
    expect(image(1)).toContain('"bank_label": "Northgate Savings"');
    expect(image(2)).toContain('"bank_label": "Kestrel Direct"');
    // Version 4 claims a prior value that version 3 does not have, and no prior value for one of its fields.
    expect(life[3]).toMatchObject({
      actor_ref: '{"id": "4", "type": "admin"}',
      action: null,
      source: null,
      meta: null,
    });
    expect(life[3]?.['changed_from']).toContain('"bank_label": "Northgate Savings"');
    expect(life[3]?.['changed_from']).not.toContain('verified_at');
    expect(life[3]?.['captured_at']).toContain(' 14:21:07.550214');
    expect(image(3)).toEqual(image(2));
    const written = BigInt(life[3]?.['row_xmin'] ?? '0') - BigInt(life[3]?.['txid'] ?? '0');
    expect(written).toBeGreaterThan(1000n);
    const around = await ask(
      `SELECT max(occurred_at) FILTER (WHERE txid < x) AS after, min(occurred_at) FILTER (WHERE txid > x) AS before
      FROM threadline.audit_transactions, (SELECT $1::bigint AS x) v`,
      life[3]?.['row_xmin'] ?? '',
    );
    expect(around[0]?.['after']).toContain(' 03:41:58');
    expect(around[0]?.['before']).toContain(' 03:42:36');
  });

  test('apart from the forgery, every row was written by the transaction it names, and ids follow the story', async () => {
    const apart = `abs(x.xmin::text::bigint - (t.txid & 4294967295))`;
    expect(
      await one(`SELECT count(*) FROM threadline.audit_changes x JOIN threadline.audit_transactions t ON t.id = x.transaction_id
      WHERE ${apart} > 2`),
    ).toBe('1');
    expect(
      await one(
        `SELECT count(*) FROM threadline.audit_transactions t, LATERAL (SELECT t.xmin) x WHERE ${apart} > 2`,
      ),
    ).toBe('1');
    const inSavepoints = Number(
      await one(`SELECT count(*) FROM threadline.audit_changes x
      JOIN threadline.audit_transactions t ON t.id = x.transaction_id WHERE ${apart} BETWEEN 1 AND 2`),
    );
    expect(inSavepoints).toBeGreaterThan(50);
    expect(
      await one(`SELECT count(*) FROM (
        SELECT occurred_at, lag(occurred_at) OVER (ORDER BY txid) AS earlier FROM threadline.audit_transactions
        WHERE NOT (actor_ref = '{"type": "admin", "id": "4"}' AND occurred_at ${between(-6, '14:21:07', '14:21:08')})) x
      WHERE occurred_at < earlier`),
    ).toBe('0');
    expect(
      await one(`SELECT count(*) FROM threadline.audit_changes c JOIN threadline.audit_transactions t ON t.id = c.transaction_id
      WHERE c.captured_at < t.occurred_at`),
    ).toBe('0');
  });
}
