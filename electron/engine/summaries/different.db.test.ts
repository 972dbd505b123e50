import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvestigatorError } from '@shared/domain/errors.ts';
import type { Filters } from '@shared/domain/filters.ts';
import { differentSchema } from '@shared/domain/summaries.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { auditTablesSql } from '../testing/auditTables.ts';
import { createTestDatabase } from '../testing/database.ts';
import { countChanges } from '../timeline/count.ts';
import { naivelyMatches } from '../testing/naiveFilters.ts';
import { anyFilters, naiveRows, naiveRowSql } from '../testing/naiveRows.ts';
import { different } from './different.ts';

const WHOLE = { selected_from: null, against_from: null };
let naive: AuditSource;
let attack: AuditSource;
beforeAll(async () => {
  const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await one.execute(auditTablesSql() + naiveRows.map(naiveRowSql).join('\n'));
  // 1000 ordinary changes by day; 40 by one admin at three at night, from another address, of one field.
  await two.execute(`${auditTablesSql()}
    INSERT INTO audit_transactions (id, txid, actor_ref, source, meta)
      SELECT md5('t' || k)::uuid, k, jsonb_build_object('type', 'user', 'id', (k % 50)::text), 'web',
             jsonb_build_object('ip', '10.0.0.' || k % 20, 'long', repeat('x', 300)) FROM generate_series(1, 1000) k;
    INSERT INTO audit_transactions (id, txid, actor_ref, source, meta)
      SELECT md5('t' || k)::uuid, k, '{"type":"admin","id":"4"}', 'console', '{"ip": "203.0.113.9", "vpn": true}'
        FROM generate_series(1001, 1040) k;
    INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, changed_fields, captured_at)
      SELECT md5('t' || k)::uuid, 'shop', 'orders', '{}', 'update', ARRAY['status', 'note'],
             timestamptz '2026-05-01T08:00:00Z' + k * interval '30 seconds' FROM generate_series(1, 1000) k;
    INSERT INTO audit_changes (transaction_id, table_schema, table_name, table_pk, op, changed_fields, captured_at)
      SELECT md5('t' || k)::uuid, 'shop', 'accounts', '{}', 'update', ARRAY['iban', 'note'],
             timestamptz '2026-05-02T03:00:00Z' + k * interval '1 second' FROM generate_series(1001, 1040) k;`);
  [naive, attack] = (await Promise.all(
    [one, two].map(({ endpoint, password }) => openAuditSource(endpoint, password)),
  )) as [AuditSource, AuditSource];
});
afterAll(() => Promise.all([naive, attack].map(({ session }) => session.close())));

describe('different', () => {
  it('names what is special about a selection, and nothing that is as common elsewhere', async () => {
    const answer = differentSchema.parse(
      await different(attack, { filters: { actor: ['admin:4'] }, against: null }),
    );
    expect(answer).toMatchObject({ selected: 40, against: 1000, ...WHOLE });
    const found = answer.differences.map(({ key, value }) => `${key} ${value ?? ''}`);
    expect(found.toSorted()).toEqual(
      [
        'table shop.accounts',
        'actor admin:4',
        'source console',
        'field iban',
        'hour 03',
        'meta {"ip": "203.0.113.9"}',
        'meta {"vpn": true}',
        'meta_key vpn',
      ].toSorted(),
    );
    expect(answer.differences.every(({ ratio, against }) => ratio === null && against.count === 0)).toBe(
      true,
    );
    expect(answer.differences[0]?.selected).toEqual({ count: 40, share: 1 });
  });

  it('compares with what it is told to, and orders by strength', async () => {
    const answer = await different(attack, {
      filters: { from: '2026-05-02T00:00:00.000000Z' },
      against: { source: ['web'], actor: ['user:1', 'user:2'] },
    });
    expect({ s: answer.selected, a: answer.against }).toEqual({ s: 40, a: 40 });
    expect(answer.differences.map(({ key }) => key)).toContain('meta_key');
    const some = await different(attack, { filters: { field: ['note'] }, against: { actor: ['admin:4'] } });
    const orders = some.differences.find(({ value }) => value === 'shop.orders');
    expect(orders).toMatchObject({
      selected: { count: 1000, share: 0.961538 },
      against: { count: 0 },
      ratio: null,
    });
  });

  it('keeps to the window of the selection', async () => {
    const window = { from: '2026-05-01T00:00:00.000000Z', to: '2026-05-01T08:10:00.000000Z' };
    const answer = await different(attack, { filters: { ...window, actor: ['user:1'] }, against: null });
    expect(answer.selected + answer.against).toBe(20);
  });

  it.each([{}, { from: '2026-05-01T00:00:00.000000Z' }])(
    'refuses a selection of everything: %j',
    async (filters) => {
      await expect(different(attack, { filters, against: null })).rejects.toMatchObject({
        code: 'invalid_filter',
      });
    },
  );

  describe('of a trail with more than it compares', () => {
    const large = (): AuditSource => {
      const { session, capability } = attack;
      return {
        session,
        capability: { ...capability, estimates: { ...capability.estimates, changes: 5_000 } },
      };
    };
    /** As many as the timeline lists from there on. */
    const since = async (filters: Filters, from: string | null): Promise<number> =>
      (await countChanges(attack, { filters: { ...filters, from: from ?? undefined }, cap: null })).count;

    it('compares the newest of the window, and says from which instant on', async () => {
      const filters = { actor: ['admin:4'] };
      const answer = await different(large(), { filters, against: null, max_changes: 100 });
      expect(answer).toMatchObject({ selected: 40, against_from: answer.selected_from });
      expect(answer.selected + answer.against).toBe(101);
      expect(await since({}, answer.selected_from)).toBe(101);
      expect(answer.differences[0]?.selected).toEqual({ count: 40, share: 1 });
      expect(await different(large(), { filters, against: null, max_changes: 1040 })).toMatchObject({
        ...{ selected: 40, against: 1000, ...WHOLE },
      });
    });

    it('compares the newest of each of two sets', async () => {
      const [filters, against] = [{ actor: ['admin:4'] }, { source: ['web'] }];
      const answer = await different(large(), { filters, against, max_changes: 200 });
      expect(answer).toMatchObject({ selected: 40, against: 101, selected_from: null });
      expect(await since(against, answer.against_from)).toBe(101);
    });

    it('compares less when that takes too long, instead of failing', async () => {
      const { session, capability } = attack;
      const slow: AuditSource = {
        capability: { ...capability, estimates: { ...capability.estimates, changes: 0 } },
        session: {
          close: () => session.close(),
          read: (options, work) =>
            session.read(options, async (tx, facts) => {
              const asked: typeof tx = {
                copyOut: (statement, more) => tx.copyOut(statement, more),
                rows: (statement) =>
                  statement.text.includes('GROUPING') && !JSON.stringify(statement.values).includes('"2026-')
                    ? Promise.reject(new InvestigatorError('statement_timeout', 'no answer within 30 s'))
                    : tx.rows(statement),
              };
              return await work(asked, facts);
            }),
        },
      };
      const answer = await different(slow, {
        filters: { actor: ['admin:4'] },
        against: null,
        max_changes: 800,
      });
      expect(answer.selected + answer.against).toBe(101);
      expect(answer.selected_from).toMatch(/Z$/);
      const tiny = different(slow, { filters: { actor: ['admin:4'] }, against: null, max_changes: 100_000 });
      await expect(tiny).rejects.toMatchObject({ code: 'statement_timeout' });
    });
  });

  it('has nothing to say where a side is empty', async () => {
    const nothing = { table: ['nope'] };
    expect(await different(attack, { filters: nothing, against: null })).toEqual({
      ...{ selected: 0, against: 1040 },
      ...{ differences: [], ...WHOLE },
    });
    expect(await different(attack, { filters: {}, against: nothing })).toEqual({
      ...{ selected: 1040, against: 0 },
      ...{ differences: [], ...WHOLE },
    });
  });

  it('counts both sides as the filters mean them', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilters, fc.option(anyFilters), async (filters, against) => {
        const answer = await different(naive, { filters, against }).catch((error: unknown) => error);
        if (answer instanceof Error) {
          expect(against).toBeNull();
          return;
        }
        const { from, to } = filters;
        const window = naiveRows.filter((row) => naivelyMatches(row, { from, to }));
        const selected = naiveRows.filter((row) => naivelyMatches(row, filters));
        const others =
          against === null
            ? window.filter((row) => !selected.includes(row))
            : naiveRows.filter((row) => naivelyMatches(row, against));
        expect(answer).toMatchObject({ selected: selected.length, against: others.length });
        const { differences } = differentSchema.parse(answer);
        for (const { key, value, selected: s, against: a } of differences) {
          if (key !== 'table' && key !== 'op' && key !== 'source') continue;
          const having = (rows: typeof naiveRows): number =>
            rows.filter(({ change: c, transaction }) => {
              const own = {
                table: `${c.table_schema}.${c.table_name}`,
                op: c.op,
                source: transaction.source,
              };
              return own[key] === value;
            }).length;
          expect([s.count, a.count]).toEqual([having(selected), having(others)]);
          expect(s.share).toBeGreaterThan(a.share);
        }
      }),
      { numRuns: 80 },
    );
  });
});
