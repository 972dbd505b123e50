import { draftReversal } from '@engine/reversal/draft.ts';
import { damage } from '@engine/scope/damage.ts';
import { scopeGrowth } from '@engine/scope/growth.ts';
import { transactionBeforeAfter } from '@engine/scope/beforeAfter.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { expect, test } from 'vitest';
import { emails, thief, withoutEarlierImage } from '../story/facts.ts';
import type { MadeDemo } from './made.ts';

/** What the engine says of the night of D-19 as a scope: what became of it, what belongs to it, what would undo it. */
export function checkScope(made: () => MadeDemo): void {
  const burst = (from: string, to: string): Filters => ({
    actor: ['admin:17'],
    from: made().at(-19, from),
    to: made().at(-19, to),
  });
  const night = (): Filters => burst('03:00', '03:35');
  const restorable = emails.remaining - withoutEarlierImage.remaining;

  test('damage of the 61 e-mails: 38 without later captured change, where the live row agrees; 23 overwritten', async () => {
    const { summary, entries, truncated } = await damage(made().source, { filters: burst('03:24', '03:25') });
    expect(truncated).toBe(false);
    expect(summary.find(({ field }) => field === 'email')).toEqual({
      table_schema: 'public',
      table_name: 'members',
      field: 'email',
      set: emails.changed,
      states: {
        no_later_captured_change: emails.remaining,
        overwritten: emails.overwritten,
        row_gone: 0,
        unresolved_key: 0,
      },
      live: {
        agrees: emails.remaining,
        differs: emails.overwritten,
        missing: 0,
        masked: 0,
        no_column: 0,
        not_readable: 0,
      },
    });
    const overwritten = entries.filter(({ field, state }) => field === 'email' && state === 'overwritten');
    expect(new Set(overwritten.map(({ later }) => later?.actor_ref))).toEqual(
      new Set(['{"id": "crm_sync", "type": "service_account"}']),
    );
  });

  test('the night grows by the account it made, its key, the rest of its correlation and its address', async () => {
    const { proposals } = await scopeGrowth(made().source, { filters: night() });
    const members = proposals.map(({ kind, member }) => ({ kind, member }));
    expect(members).toContainEqual({
      kind: 'actor_created',
      member: { actor: [`user:${thief.accountId}`] },
    });
    expect(members).toContainEqual({
      kind: 'created_row',
      member: { table: ['public.api_keys'], pk: [`{"id": "${thief.keyId}"}`] },
    });
    expect(members).toContainEqual({ kind: 'correlation', member: { correlation_id: [thief.burst] } });
    expect(members).toContainEqual({ kind: 'meta', member: { meta: [`{"ip":"${thief.ip}"}`] } });
    expect(proposals[0]?.kind).toBe('actor_created');
    const [next] = proposals.filter(({ kind }) => kind === 'next_touched');
    expect(next).toMatchObject({
      changes: emails.overwritten,
      member: { actor: ['service_account:crm_sync'] },
    });
  });

  test('from the account alone the key is found by its foreign key', async () => {
    const { proposals } = await scopeGrowth(made().source, { filters: burst('03:06', '03:08') });
    expect(proposals.map(({ member }) => member)).toContainEqual({
      table: ['public.api_keys'],
      value: [`account_id=${thief.accountId}`],
    });
  });

  test('the draft puts back the 38 but for the two without an earlier image, and says so', async () => {
    const draft = await draftReversal(made().source, { of: { filters: burst('03:24', '03:25') } });
    expect(draft.statements).toHaveLength(emails.changed);
    const restored = draft.statements.filter(({ restores }) => restores.includes('email'));
    expect(restored).toHaveLength(restorable);
    const reasons = draft.statements.flatMap(({ cannot_restore }) =>
      cannot_restore.filter(({ field }) => field === 'email').map(({ reason }) => reason),
    );
    expect(reasons.filter((reason) => reason === 'before_horizon')).toHaveLength(
      withoutEarlierImage.remaining,
    );
    expect(reasons.filter((reason) => reason === 'overwritten_since')).toHaveLength(emails.overwritten);
    expect(draft.sql).toContain(`${restorable} statements, each expected to touch 1 row`);
  });

  test('before and after of the e-mails: from the previous image, or before the horizon', async () => {
    const [{ id } = { id: null }] = await made().ask(
      `SELECT c.transaction_id AS id FROM threadline.audit_changes c WHERE c.captured_at
       BETWEEN '${made().at(-19, '03:24')}' AND '${made().at(-19, '03:25')}' AND c.table_name = 'members' LIMIT 1`,
    );
    const { rows } = await transactionBeforeAfter(made().source, { id: id ?? '' });
    const before = rows.flatMap(({ fields }) =>
      fields.filter(({ name }) => name === 'email').map((field) => field.before.state),
    );
    const unseen = withoutEarlierImage.remaining + withoutEarlierImage.overwritten;
    expect(before.filter((state) => state === 'before_horizon')).toHaveLength(unseen);
    expect(before.filter((state) => state === 'value')).toHaveLength(emails.changed - unseen);
    const hidden = rows.flatMap(({ fields }) => fields.filter(({ name }) => name === 'phone'));
    expect(new Set(hidden.map(({ after }) => after.state))).toEqual(new Set(['masked']));
  });
}
