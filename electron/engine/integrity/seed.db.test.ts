import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { integritySchema, type Integrity } from '@shared/domain/integrity.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { createTestDatabase } from '../testing/database.ts';
import { noChange } from './noChange/noChange.ts';
import { checkIntegrity } from './run.ts';

let source: AuditSource;
let answer: Integrity;
beforeAll(async () => {
  const database = await createTestDatabase({ from: 'seed' });
  source = await openAuditSource(database.endpoint, database.password);
  answer = await checkIntegrity(source, { filters: {} });
});
afterAll(() => source.session.close());

/** A restored dump whose times and ids were rewritten, with hand-altered rows and empty capture functions. */
describe('integrity of the fixtures of the upstream library', () => {
  it('says that the clock does not apply here, and why', () => {
    expect(integritySchema.parse(answer)).toEqual(answer);
    expect(answer.applies.clock).toBe(false);
    expect(
      answer.applies.relations.map(({ relation, applies, agreeing }) => [relation, applies, agreeing]),
    ).toEqual([
      ['public.audit_changes', false, 0],
      ['public.audit_transactions', false, 0],
    ]);
    const states = answer.checks.filter(({ table_name }) => table_name === null);
    expect(states.map(({ check, state }) => `${check} ${state}`)).toEqual([
      'clock cannot_tell',
      'capture cannot_tell',
      'chain ran',
      'around ran',
    ]);
    expect(states[0]?.reason).toMatch(
      /^The clock does not apply here\. public\.audit_changes: 6936 of 6936 rows/,
    );
  });

  it('finds the lives of its rows whole: {} and NULL, partial prior values and ties are no breaks', () => {
    expect(answer.findings).toEqual([]);
    expect(answer.checked).toMatchObject({ changes: 6936, tables: 13 });
    expect(answer.checked.rows).toBeGreaterThan(1000);
  });

  it('says which tables cannot be laid beside their images', () => {
    const untold = answer.checks.filter(({ check, state }) => check === 'live' && state !== 'ran');
    expect(untold.map(({ table_name }) => table_name)).toEqual([
      'measurements_2026',
      'order_lines',
      'org_settings',
    ]);
    const unresolved = answer.notes.filter(({ code }) => code === 'unresolved_keys');
    expect(unresolved.map(({ table_name, count }) => [table_name, count])).toEqual([
      ['order_lines', 145],
      ['org_settings', 135],
    ]);
  });

  it('refuses a no-change statement: without the clock nobody knows when capture was switched', async () => {
    const question = {
      table: 'users',
      pk: '{"id": "1"}',
      from: '2026-06-01T00:00:00Z',
      to: '2026-06-01T00:00:01Z',
      related: false,
    };
    const { outcome, refusals } = await noChange(source, question);
    expect(outcome).toBe('refused');
    expect(refusals.map(({ code }) => code)).toContain('clock_void');
  });
});
