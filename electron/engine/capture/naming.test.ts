import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteLength, parseTableName } from './identifiers.ts';
import { baselineFunctionName, baselineTriggerName, cutToBytes, functionName, hash12 } from './naming.ts';
import { migrationName, triggerName } from './naming.ts';

const plainName = fc.stringMatching(/^[a-z_][a-z0-9_]{0,62}$/);
const table = fc.record({ schema: fc.oneof(fc.constant('public'), plainName), name: plainName });

describe('names of triggers and functions (CONTRACT §2.2, test vectors)', () => {
  it.each([
    ['public.posts', 'threadline_audit_posts', 'threadline_capture_changes_posts'],
    [
      'billing.invoices',
      'threadline_audit_billing_invoices',
      'threadline_capture_changes_billing_invoices_9bba11019407',
    ],
    [
      'public.billing_invoices',
      'threadline_audit_billing_invoices',
      'threadline_capture_changes_billing_invoices',
    ],
    [
      `public.${'a'.repeat(36)}`,
      `threadline_audit_${'a'.repeat(36)}`,
      `threadline_capture_changes_${'a'.repeat(36)}`,
    ],
    [
      `public.${'a'.repeat(37)}`,
      `threadline_audit_${'a'.repeat(37)}`,
      'threadline_capture_changes_aaaaaaaaaaaaaaaaaaaaaaa_cc228200919d',
    ],
    [
      'public.snap_0123456789ab',
      'threadline_audit_snap_0123456789ab',
      'threadline_capture_changes_snap_0123456789ab_b56f2ecda4ab',
    ],
    [
      'tenant_42.customer_subscription_items',
      'threadline_audit_tenant_42_customer_subscription_items',
      'threadline_capture_changes_tenant_42_customer_subs_1c47570e7db2',
    ],
    [
      `public.${'t'.repeat(60)}`,
      `threadline_audit_${'t'.repeat(46)}`,
      'threadline_capture_changes_ttttttttttttttttttttttt_c7ca9d5fda82',
    ],
  ])('%s', (given, trigger, own) => {
    const parsed = parseTableName(given);
    expect(triggerName(parsed)).toBe(trigger);
    expect(functionName(parsed)).toBe(own);
  });

  it('the full and the legacy forms have the lengths the vectors state', () => {
    expect(byteLength(triggerName({ schema: 'public', name: 'a'.repeat(36) }))).toBe(53);
    expect(byteLength(functionName({ schema: 'public', name: 'a'.repeat(36) }))).toBe(63);
    expect(byteLength(triggerName({ schema: 'public', name: 'a'.repeat(37) }))).toBe(54);
  });
});

describe('properties', () => {
  it('no name is longer than 63 bytes', () => {
    fc.assert(
      fc.property(table, (any) => {
        for (const name of [triggerName(any), functionName(any), baselineFunctionName(any)]) {
          expect(byteLength(name)).toBeLessThanOrEqual(63);
        }
        expect(byteLength(baselineTriggerName(any))).toBeLessThanOrEqual(63);
      }),
    );
  });

  it('two tables never share a capture function, however alike their names', () => {
    const likely = fc.stringMatching(/^[ab_]{1,3}_[0-9a-f]{12}$|^[ab_]{1,3}$|^a{35,40}$/);
    const alike = fc.record({ schema: fc.constantFrom('public', 'a', 'a_b', 'aaa'), name: likely });
    fc.assert(
      fc.property(fc.oneof(alike, table), fc.oneof(alike, table), (one, other) => {
        fc.pre(one.schema !== other.schema || one.name !== other.name);
        expect(functionName(one)).not.toBe(functionName(other));
      }),
      { numRuns: 2000 },
    );
  });

  it('a plain name cannot be mistaken for a hashed one: billing.invoices and public.billing_invoices_<hash>', () => {
    const hashed = functionName({ schema: 'billing', name: 'invoices' });
    const lookalike = hashed.replace('threadline_capture_changes_', '');
    expect(functionName({ schema: 'public', name: lookalike })).not.toBe(hashed);
  });

  it('the baseline shares one function between long names: the finding shared_capture_function', () => {
    const one = { schema: 'public', name: `${'a'.repeat(40)}_one` };
    const other = { schema: 'public', name: `${'a'.repeat(40)}_two` };
    expect(baselineFunctionName(one)).toBe(baselineFunctionName(other));
    expect(functionName(one)).not.toBe(functionName(other));
  });

  it('cutting never splits a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, bytes) => {
        const cut = cutToBytes(text, bytes);
        expect(text.startsWith(cut)).toBe(true);
        expect(byteLength(cut)).toBeLessThanOrEqual(bytes);
        expect(cut).not.toContain('�');
      }),
    );
  });
});

describe('names of trigger migrations (CONTRACT §2.2, rule 4)', () => {
  const tables = (...names: string[]) => names.map(parseTableName);

  it('names the tables while they fit', () => {
    expect(migrationName(tables('posts', 'billing.invoices'))).toBe(
      'threadline_triggers_posts_billing_invoices',
    );
  });

  it('is shortened, and keeps sets of tables apart by the hash of their sorted names', () => {
    const many = tables('customers', 'orders', 'payments', 'subscriptions', 'addresses');
    const name = migrationName(many);
    expect(byteLength(name)).toBe(63);
    const hash = hash12(
      'public.addresses,public.customers,public.orders,public.payments,public.subscriptions',
    );
    expect(name.endsWith(`_${hash}`)).toBe(true);
    expect(migrationName([...many].reverse()).endsWith(`_${hash}`)).toBe(true);
  });
});
