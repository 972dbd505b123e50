import { afterAll, beforeAll, expect, it } from 'vitest';
import { noChangeSchema, type NoChange } from '@shared/domain/noChange.ts';
import { openAuditSource } from '../../catalog/openAuditSource.ts';
import type { AuditSource } from '../../db/session.ts';
import { createTestDatabase, describeOn } from '../../testing/database.ts';
import { testedVersions } from '../../testing/servers.ts';
import { makeWorld, type World } from '../testing/world.ts';
import { noChange } from './noChange.ts';

for (const version of testedVersions) {
  describeOn(version, 'the no-change statement', () => {
    let world: World;
    let source: AuditSource;
    let times: Readonly<Record<'first' | 'second' | 'last', string>>;
    beforeAll(async () => {
      const database = await createTestDatabase({ version });
      world = await makeWorld(database, true);
      const first = await world.transaction(
        `INSERT INTO people (id, name) VALUES (1, 'a'), (2, 'a'), (3, 'a'), (4, 'a')`,
      );
      await world.pass(3);
      const second = await world.transaction(`UPDATE people SET name = 'b', n = 1 WHERE id < 4`);
      await world.pass(3);
      const last = await world.transaction(`UPDATE people SET name = 'c', n = 2 WHERE id IN (1, 3)`);
      await world.pass(3);
      times = { first, second, last };
      source = await openAuditSource(database.endpoint, database.password);
    });
    afterAll(() => source.session.close());

    /** `from` and `to` are seconds after a time. */
    const ask = async (id: number, from: string, to: string, from_source = source): Promise<NoChange> => {
      const question = { table: 'people', pk: `{"id": "${id}"}`, from, to, related: false };
      return noChangeSchema.parse(await noChange(from_source, question));
    };
    const later = (time: string, minutes: number): string => {
      const minute = Number(time.slice(14, 16)) + minutes;
      return `${time.slice(0, 14)}${String(minute).padStart(2, '0')}${time.slice(16)}`;
    };
    const codes = ({ refusals }: NoChange): readonly string[] => refusals.map(({ code }) => code);

    it('is made between two changes that follow each other, with its bracket', async () => {
      const answer = await ask(1, later(times.second, 1), later(times.second, 2));
      expect(answer).toMatchObject({
        outcome: 'stated',
        refusals: [],
        changes: 0,
        bracket: { before: { kind: 'change', op: 'update' }, after: { kind: 'change', op: 'update' } },
      });
      expect(answer.statement).toMatch(/^No captured change of public\.people \{"id": "1"\} between 2026-/);
      expect(answer.unless.length).toBeGreaterThan(2);
    });

    it('is made between the last change and the live row', async () => {
      const answer = await ask(2, later(times.last, 1), later(times.last, 2));
      expect(answer).toMatchObject({
        outcome: 'stated',
        bracket: { after: { kind: 'live', op: 'present' } },
      });
    });

    it('is not true where a change was captured, both bounds included', async () => {
      const bound = `${times.last.slice(0, 19)}.000000Z`;
      const answer = await ask(1, later(times.second, 1), later(bound, 1));
      expect(answer).toMatchObject({ outcome: 'changed', changes: 1, statement: null });
      expect(answer.change_ids).toHaveLength(1);
    });

    it('is refused before what is kept, before capture, and for a window that is not over', async () => {
      const early = await ask(1, '2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z');
      expect(codes(early)).toEqual(expect.arrayContaining(['before_retained_window', 'before_capture']));
      const late = await ask(1, later(times.last, 1), '2999-01-01T00:00:00Z');
      expect(codes(late)).toContain('window_not_over');
    });

    it('is refused while a transaction that began before the end of the window is open', async () => {
      const other = await createOpenTransaction(world);
      const answer = await ask(2, later(times.last, 1), later(times.last, 2));
      expect(codes(answer)).not.toContain('open_transaction');
      const now = new Date().toISOString();
      expect(codes(await ask(2, later(times.last, 1), now))).toContain('open_transaction');
      await other.end();
    });

    it('is refused when the row contradicts itself', async () => {
      await world.behind(
        `SET LOCAL session_replication_role = replica; UPDATE people SET name = 'unseen' WHERE id = 3`,
      );
      const answer = await ask(3, later(times.second, 1), later(times.second, 2));
      expect(answer.outcome).toBe('refused');
      expect(codes(answer)).toEqual(['contradicted']);
    });

    it('is refused when capture was switched inside the window', async () => {
      await world.behind('ALTER TABLE people DISABLE TRIGGER threadline_audit_people');
      await world.behind('ALTER TABLE people ENABLE TRIGGER threadline_audit_people');
      await world.pass(2);
      const answer = await ask(1, later(times.last, 1), later(times.last, 8));
      expect(codes(answer)).toContain('capture_switched');
      expect(codes(await ask(1, later(times.second, 1), later(times.second, 2)))).not.toContain(
        'capture_switched',
      );
    });

    it('is refused, with the reason, where it is not clear which row is meant', async () => {
      const question = { table: 'parts', pk: '1', from: times.second, to: times.last, related: false };
      const answer = await noChange(source, question);
      expect(answer).toMatchObject({ outcome: 'refused', row: null });
      expect(codes(answer)).toEqual(['ambiguous_row']);
    });

    it('covers related rows when asked', async () => {
      const question = {
        table: 'people',
        pk: '2',
        from: later(times.second, 1),
        to: later(times.second, 2),
        related: true,
      };
      expect(await noChange(source, question)).toMatchObject({
        outcome: 'stated',
        related: [],
        related_truncated: false,
      });
    });

    it('names a window that ends before it begins', async () => {
      await expect(ask(1, times.last, times.first)).rejects.toMatchObject({ code: 'invalid_filter' });
    });
  });
}

/** A second session with a transaction id of its own. */
async function createOpenTransaction({ database }: World): Promise<{ readonly end: () => Promise<void> }> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('BEGIN; SELECT txid_current()');
  return { end: () => client.end() };
}
