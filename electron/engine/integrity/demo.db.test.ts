import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { integritySchema, type Integrity } from '@shared/domain/integrity.ts';
import { openAuditSource } from '../catalog/openAuditSource.ts';
import type { AuditSource } from '../db/session.ts';
import { startDemo } from '../demo/start.ts';
import { integrityMarks } from './marks.ts';
import { checkIntegrity } from './run.ts';

let home: string;
let source: AuditSource;
let stop: () => Promise<void>;
let answer: Integrity;
beforeAll(async () => {
  home = mkdtempSync(path.join(os.tmpdir(), 'threadline-integrity-demo-'));
  const demo = await startDemo({ home });
  stop = () => demo.stop();
  source = await openAuditSource(demo.endpoint, demo.password);
  answer = await checkIntegrity(source, { filters: {} });
}, 300_000);
afterAll(async () => {
  await source.session.close();
  await stop();
  rmSync(home, { recursive: true, force: true });
});

const clock = (instant: string | null | undefined): string => instant?.slice(11, 19) ?? '';

describe('the cover-up of the demo', () => {
  it('is found exactly, and the untouched rest yields no finding', () => {
    expect(integritySchema.parse(answer)).toEqual(answer);
    expect(answer.applies.clock).toBe(true);
    expect(
      answer.findings.map(({ code, kind, table_name, table_pk }) => [code, kind, table_name, table_pk]),
    ).toEqual([
      ['written_later', 'transaction_and_change', 'payout_accounts', '{"id": "311"}'],
      ['capture_switched', 'trigger', 'members', null],
      ['chain_break', 'values', 'payout_accounts', '{"id": "311"}'],
      ['uncaptured_write', 'live_differs', 'members', '{"id": "12"}'],
      ['uncaptured_write', 'live_differs', 'members', '{"id": "40"}'],
      ['uncaptured_write', 'live_differs', 'members', '{"id": "77"}'],
    ]);
    expect(answer.checked.changes).toBeGreaterThan(50_000);
    expect(answer.checks.filter(({ state }) => state !== 'ran')).toEqual([]);
  });

  it('is dated: the forged row, the trigger and the three writes', () => {
    const [forged, trigger, , first] = answer.findings;
    expect(clock(forged?.claimed_at)).toBe('14:21:07');
    expect([clock(forged?.written?.after), clock(forged?.written?.before)]).toEqual(['03:41:58', '03:42:36']);
    expect([clock(trigger?.written?.after), clock(trigger?.written?.before)]).toEqual([
      '03:45:51',
      '03:46:20',
    ]);
    expect([clock(first?.written?.after), clock(first?.written?.before)]).toEqual(['03:43:08', '03:45:51']);
  });

  it('the forged row contradicts its neighbours, and the missing one left its transaction', () => {
    const [forged, , missing] = answer.findings;
    expect(forged?.columns.map(({ kind, name }) => `${kind} ${name}`)).toContain('prior bank_label');
    expect(missing?.columns.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'silent bank_label',
      'silent payout_prefs',
      'silent verified_at',
    ]);
    expect(missing?.empty_transaction_ids).toHaveLength(1);
    expect(missing?.seen).toContain(' 03:11:20'.trim());
  });

  it('weak signs are notes', () => {
    expect(answer.notes.map(({ code, count }) => [code, count])).toEqual([
      ['orphan_transactions', 1],
      ['who_could', 4],
    ]);
  });

  it('says when capture was installed, and that only one trigger was switched since', () => {
    expect(answer.capture).toHaveLength(8);
    const switched = answer.capture.filter(({ created, switched: last }) => created?.txid !== last?.txid);
    expect(switched.map(({ table_name, enabled }) => [table_name, enabled])).toEqual([['members', 'O']]);
  });

  it('marks the changes that have a finding, in a list of others', async () => {
    const found = answer.findings.flatMap(({ change_ids }) => change_ids);
    const marks = await integrityMarks(source, [...new Set(found)]);
    expect(marks.map(({ change_id }) => change_id).toSorted()).toEqual([...new Set(found)].toSorted());
  });

  it('asked for the night alone, leaves out what was not written then', async () => {
    const at = (finding: Integrity['findings'][number] | undefined): string => finding?.written?.before ?? '';
    const day = at(answer.findings[1]).slice(0, 10);
    const night = { from: `${day}T00:00:00Z`, to: `${day}T06:00:00Z` };
    const { findings } = await checkIntegrity(source, { filters: night });
    expect(findings.map(({ code }) => code)).toEqual([
      'capture_switched',
      'uncaptured_write',
      'uncaptured_write',
      'uncaptured_write',
    ]);
    const { findings: before } = await checkIntegrity(source, { filters: { to: `${day}T00:00:00Z` } });
    expect(before.map(({ code }) => code)).toEqual(['written_later', 'chain_break']);
  });
});
