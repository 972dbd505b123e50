import { describe, expect, it } from 'vitest';
import type { AuditChange } from '@shared/domain/audit.ts';
import type { Damage, DamageEntry } from '@shared/domain/damage.ts';
import { fatesOf, damageTotals, filtersOf, ofField } from './fates.ts';
import { damageFigures, fateOf } from './fateWords.ts';
import { groupByTable, linesOf } from './lines.ts';
import { transactionSearch } from './search.ts';

const setter = {
  change_id: 'a',
  op: 'update',
  captured_at: '2026-11-05T03:24:17.417248Z',
  transaction_id: 't',
  actor_ref: null,
};
const later = {
  ...setter,
  change_id: 'z',
  transaction_id: 'sync',
  captured_at: '2026-11-15T02:10:32.000000Z',
  actor_ref: '{"type": "service_account", "id": "crm_sync"}',
};

function entry(part: Partial<DamageEntry> = {}): DamageEntry {
  return {
    table_schema: 'public',
    table_name: 'members',
    table_pk: '{"id": "12"}',
    field: 'email',
    set_by: setter,
    value: '"x"',
    masked: false,
    state: 'no_later_captured_change',
    later: null,
    later_changes: 0,
    live: 'agrees',
    live_value: '"x"',
    ...part,
  };
}

const overwritten = entry({
  table_pk: '{"id": "13"}',
  set_by: { ...setter, change_id: 'b' },
  state: 'overwritten',
  later,
  later_changes: 1,
  live: 'differs',
});

function damage(entries: readonly DamageEntry[], part: Partial<Damage> = {}): Damage {
  const count = (state: DamageEntry['state']): number => entries.filter((one) => one.state === state).length;
  const live = { agrees: 0, differs: 0, missing: 0, masked: 0, no_column: 0, not_readable: 0 };
  return {
    changes: entries.length,
    truncated: false,
    rows: entries.length,
    summary: [
      {
        ...{ table_schema: 'public', table_name: 'members', field: 'email', set: entries.length, live },
        states: {
          no_later_captured_change: count('no_later_captured_change'),
          overwritten: count('overwritten'),
          row_gone: count('row_gone'),
          unresolved_key: count('unresolved_key'),
        },
      },
    ],
    entries,
    has_more: false,
    not_named: [],
    not_readable: [],
    ...part,
  };
}

function change(id: string, part: Partial<AuditChange> = {}): AuditChange {
  return {
    id,
    transaction_id: 't',
    table_schema: 'public',
    table_name: 'members',
    table_pk: '{"id": "12"}',
    op: 'update',
    data_after: '{"email": "x"}',
    changed_fields: ['email'],
    changed_from: '{"email": "w"}',
    captured_at: setter.captured_at,
    xmin: '1',
    ...part,
  };
}

describe('what came afterwards', () => {
  it('is told of each field, with who overwrote it', () => {
    const fates = fatesOf(damage([entry(), overwritten]));
    expect(fateOf(change('a'), 'email', fates).text).toBe('no later captured change · live row agrees');
    const fate = fateOf(change('b'), 'email', fates);
    expect(fate.text).toBe('overwritten since by service_account:crm_sync');
    expect(fate.by?.transaction_id).toBe('sync');
  });

  it('warns where no captured change explains the live row', () => {
    const fates = fatesOf(damage([entry({ live: 'differs' })]));
    expect(fateOf(change('a'), 'email', fates)).toMatchObject({
      text: 'no later captured change · live row differs',
      warn: true,
    });
    const gone = fatesOf(damage([entry({ state: 'row_gone', live: 'missing' })]));
    expect(fateOf(change('a'), 'email', gone)).toMatchObject({
      text: 'row gone, no captured delete',
      warn: true,
    });
  });

  it('keeps apart: set again, not listed, nothing named', () => {
    const fates = fatesOf(damage([entry()]));
    expect(fateOf(change('earlier'), 'email', fates).text).toBe('set again in this transaction');
    expect(fateOf(change('other', { table_pk: '{"id": "99"}' }), 'email', fates).text).toBe('');
    const some = fatesOf(damage([entry()], { has_more: true }));
    expect(fateOf(change('other', { table_pk: '{"id": "99"}' }), 'email', some).text).toBe(
      'not among the fields listed',
    );
  });

  it('takes a new row as one: alike in one sentence, else counted', () => {
    const whole = change('a', { op: 'insert' });
    const alike = fatesOf(damage([entry(), entry({ field: 'phone' })]));
    expect(fateOf(whole, null, alike).text).toBe('no later captured change · live row agrees');
    const mixed = fatesOf(damage([entry(), entry({ field: 'phone', state: 'overwritten', later })]));
    expect(fateOf(whole, null, mixed)).toMatchObject({
      kind: 'mixed',
      text: '1 no later captured change · 1 overwritten since',
      by: later,
    });
  });

  it('of a removed row says whether it is still away', () => {
    const removed = change('a', { op: 'delete', data_after: null, changed_fields: null });
    const fates = fatesOf(damage([entry({ field: null, value: null })]));
    expect(fateOf(removed, null, fates).text).toBe('no later captured change · no live row, as captured');
  });
});

describe('the numbers', () => {
  it('are two, and say of the first what the live rows hold, of the second by whom and when', () => {
    const answer = damage([entry(), entry({ table_pk: '{"id": "14"}' }), overwritten]);
    expect(damageTotals(answer)).toEqual({
      set: 3,
      counts: { kept: 2, overwritten: 1, gone: 0, unresolved: 0 },
    });
    expect(damageFigures(answer, 'utc')).toEqual([
      { kind: 'kept', count: 2, name: 'no later captured change', second: 'live row agrees for all 2' },
      {
        kind: 'overwritten',
        count: 1,
        name: 'overwritten since by service_account:crm_sync',
        second: '15 Nov 02:10, 1 transaction',
      },
    ]);
  });

  it('can be about one field only', () => {
    const one = entry({ field: 'phone' });
    const both = damage([entry(), one]);
    const [email] = both.summary;
    if (email === undefined) throw new Error('no summary');
    const answer = { ...both, summary: [email, { ...email, field: 'phone' }] };
    const narrowed = ofField(answer, 'public.members phone');
    expect(narrowed.entries).toEqual([one]);
    expect(narrowed.summary.map(({ field }) => field)).toEqual(['phone']);
    expect(ofField(answer, undefined)).toBe(answer);
  });

  it('say when not all of it is listed, and name a third kind only where there is one', () => {
    const answer = damage([overwritten, entry({ state: 'row_gone', later: { ...later, op: 'delete' } })]);
    expect(damageFigures(answer, 'utc').map(({ kind }) => kind)).toEqual(['kept', 'overwritten', 'gone']);
    const capped = { ...answer, entries: [], has_more: true };
    expect(damageFigures(capped, 'utc')[1]).toMatchObject({
      name: 'overwritten since',
      second: 'the first 0 are listed',
    });
  });
});

describe('the question behind them', () => {
  const transaction = {
    ...{ id: 't', txid: '812448', occurred_at: setter.captured_at, source: null, meta: null },
    ...{ actor_ref: null, action_id: null },
  };

  it('bounds the number by the span of the writes: it can occur twice', () => {
    const changes = [change('b', { captured_at: '2026-11-05T03:24:18.000000Z' }), change('a')];
    expect(filtersOf({ transaction, action: null, changes })).toEqual({
      txid: ['812448'],
      from: setter.captured_at,
      to: '2026-11-05T03:24:18.000000Z',
    });
    expect(filtersOf({ transaction, action: null, changes: [] })).toBeNull();
    const odd = [change('a', { captured_at: 'infinity' })];
    expect(filtersOf({ transaction, action: null, changes: odd })).toEqual({ txid: ['812448'] });
  });

  it('narrows the list to what is kept, and leaves out tables without any', () => {
    const groups = groupByTable([change('b', { table_name: 'orders' }), change('a')]);
    const lines = linesOf(groups, new Set(), new Set(), (one) => one.id === 'a');
    expect(lines.map(({ key }) => key)).toEqual(['group:public.members', 'a']);
  });

  it('is read from the address, unknown values dropped', () => {
    expect(
      transactionSearch({ after: 'overwritten', field: 'public.members email', rows: 'true', x: 1 }),
    ).toEqual({
      field: 'public.members email',
      after: 'overwritten',
      rows: true,
    });
    expect(transactionSearch({ after: 'lost', rows: 'no' })).toEqual({});
  });
});
