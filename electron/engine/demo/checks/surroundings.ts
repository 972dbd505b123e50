import { expect, test } from 'vitest';
import { thief } from '../story/facts.ts';
import { asked, changes } from './made.ts';
import type { MadeDemo } from './made.ts';

/** Amount, variety, policy: what the story stands in. */
export function checkSurroundings(made: () => MadeDemo): void {
  const { ask, one } = asked(made);

  test('holds about sixty thousand changes of thirty thousand transactions, newest now', async () => {
    const count = Number(await one('SELECT count(*) FROM threadline.audit_changes'));
    const transactions = Number(await one('SELECT count(*) FROM threadline.audit_transactions'));
    console.log(`${count} changes in ${transactions} transactions`);
    expect(count).toBeGreaterThan(50_000);
    expect(count).toBeLessThan(70_000);
    expect(transactions).toBeGreaterThan(25_000);
    expect(transactions).toBeLessThan(35_000);
    const actors = Number(await one('SELECT count(DISTINCT actor_ref) FROM threadline.audit_transactions'));
    expect(actors).toBeGreaterThanOrEqual(40);
    expect(actors).toBeLessThanOrEqual(50);
    const states = await ask(`SELECT DISTINCT coalesce(actor_ref->>'type', 'nobody') AS type
      FROM threadline.audit_transactions ORDER BY 1`);
    expect(states.map(({ type }) => type)).toEqual([
      'admin',
      'anonymous',
      'job',
      'nobody',
      'service_account',
      'system',
      'user',
    ]);
  });

  test('keys are whole, and phone, IBAN and digest never reached the trail', async () => {
    expect(
      await one(`SELECT count(*) FROM threadline.audit_changes WHERE table_pk IN ('{}', '{"id": null}')`),
    ).toBe('0');
    expect(
      await one(`SELECT count(*) FROM threadline.audit_changes WHERE table_name = 'order_lines'
      AND NOT (table_pk ?& '{order_id,line_no}')`),
    ).toBe('0');
    expect(
      await one(`SELECT string_agg(DISTINCT data_after->>'iban', ',') FROM threadline.audit_changes
      WHERE table_name = 'payout_accounts'`),
    ).toBe('[REDACTED]');
    expect(
      await one(`SELECT string_agg(DISTINCT data_after->>'phone', ',') FROM threadline.audit_changes
      WHERE table_name = 'members'`),
    ).toBe('[REDACTED]');
    expect(
      await one(
        `SELECT count(*) FROM threadline.audit_changes WHERE data_after ? 'digest' OR 'digest' = ANY (changed_fields)`,
      ),
    ).toBe('0');
    expect(
      Number(
        await one(
          `SELECT count(*) FROM (${changes}) x WHERE action = 'password.changed' AND changed_fields IS NULL`,
        ),
      ),
    ).toBeGreaterThan(20);
  });

  test('webhooks are not covered, everything else is', async () => {
    const uncovered = await ask(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT EXISTS (
      SELECT FROM pg_trigger WHERE tgrelid = format('public.%I', tablename)::regclass AND tgname LIKE 'threadline_audit_%')`);
    expect(uncovered).toEqual([{ tablename: 'webhooks' }]);
    expect(await one(`SELECT url FROM webhooks WHERE id = ${thief.webhookId}`)).toContain(
      'relay-post.example',
    );
  });

  test('retention keeps 21 days and will soon delete the burst', async () => {
    const runs = await ask(
      `SELECT status, deleted_count, completed_at FROM threadline.threadline_retention_runs ORDER BY started_at`,
    );
    expect(runs.length).toBeGreaterThanOrEqual(21);
    expect(runs.filter(({ status }) => status === 'failed')).toHaveLength(1);
    expect(Number(runs.at(-1)?.['deleted_count'])).toBeGreaterThan(20);
    const oldest =
      await one(`SELECT min(captured_at) >= (SELECT max(started_at) FROM threadline.threadline_retention_runs) - interval '21 days'
      FROM threadline.audit_changes`);
    expect(oldest).toBe('t');
    expect(
      await one(`SELECT detail->>'keep_days' FROM threadline.threadline_evidence_records
      WHERE subject = 'retention_policy' ORDER BY recorded_at DESC LIMIT 1`),
    ).toBe('21');
    expect(await one('SELECT count(*) FROM threadline.threadline_saved_views')).toBe('3');
    expect(await one('SELECT count(*) FROM threadline.threadline_export_jobs')).toBe('2');
  });

  test('has the ordinary variety that screens must bear', async () => {
    const ops = await ask('SELECT DISTINCT op FROM threadline.audit_changes ORDER BY 1');
    expect(ops.map(({ op }) => op)).toEqual(['delete', 'insert', 'update']);
    const has = async (condition: string): Promise<number> =>
      Number(await one(`SELECT count(*) FROM threadline.audit_changes WHERE ${condition}`));
    expect(await has(`op = 'update' AND changed_fields IS NULL`)).toBeGreaterThan(500);
    expect(await has(`data_after::text LIKE '%: 900719925474%'`)).toBeGreaterThan(50);
    expect(
      await has(`table_name = 'order_lines' AND data_after->>'unit_price' LIKE '%.%00'`),
    ).toBeGreaterThan(500);
    expect(await has(`table_name = 'tickets' AND data_after->>'body' = ''`)).toBeGreaterThan(5);
    expect(await has(`table_name = 'tickets' AND length(data_after->>'body') > 400`)).toBeGreaterThan(5);
    expect(await has(`data_after::text ~ '[ぁ-ん]'`)).toBeGreaterThan(50);
    expect(
      Number(await one(`SELECT count(*) FROM threadline.audit_actions WHERE status = 'error'`)),
    ).toBeGreaterThan(30);
  });
}
