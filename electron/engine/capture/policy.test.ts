import { describe, expect, it } from 'vitest';
import { capturePlans, needsOwnFunction } from './policy.ts';
import type { CaptureEra, TableCapture } from './policy.ts';
import { captureInstallSql } from './install.ts';
import { captureFunctions, captureTriggerSql } from './triggers.ts';

/** Settings arrive from JSON: any shape. */
function refusal(settings: Record<string, unknown>, era: CaptureEra = 'current'): unknown {
  try {
    return capturePlans([{ table: 'users', ...settings }], era);
  } catch (error) {
    return error;
  }
}

function namesRefusal(tables: readonly TableCapture[]): unknown {
  try {
    return capturePlans(tables, 'current');
  } catch (error) {
    return error;
  }
}

const containing = (text: string): string => expect.stringContaining(text) as string;

describe('capture settings of a table (CONTRACT §2.7)', () => {
  it('default to everything, as it is', () => {
    const [plan] = capturePlans([{ table: 'billing.invoices' }], 'current');
    expect(plan).toEqual({
      table: { schema: 'billing', name: 'invoices' },
      exclude: [],
      mask: [],
      placeholder: '[REDACTED]',
      except: [],
      storePrior: false,
      primaryKey: null,
    });
    expect(plan && needsOwnFunction(plan)).toBe(false);
  });

  it('a column both excluded and masked is refused, naming the columns and both words', () => {
    expect(refusal({ exclude: ['a', 'ssn', 'pin'], mask: ['ssn', 'pin'] })).toMatchObject({
      code: 'invalid_capture_policy',
      message: 'public.users: ssn, pin cannot be in exclude and in mask.',
    });
  });

  it.each([
    ['', 'mask_placeholder is empty'],
    ['x'.repeat(201), 'mask_placeholder is too long'],
    ['a\u0000b', 'control character'],
    ['a\u001fb', 'control character'],
    ['a\nb', 'control character'],
    [7, 'must be a text'],
  ])('the placeholder %j is refused', (placeholder, message) => {
    expect(refusal({ mask_placeholder: placeholder })).toMatchObject({
      code: 'invalid_capture_policy',
      message: containing(message),
    });
  });

  it('a placeholder may have 200 characters, counted as people count them', () => {
    expect(refusal({ mask_placeholder: '👩‍🚀'.repeat(200) })).not.toBeInstanceOf(Error);
    expect(refusal({ mask_placeholder: ' ' })).not.toBeInstanceOf(Error);
  });

  it.each(['exclude', 'mask', 'except_columns'])('a bare value for %s is refused', (key) => {
    for (const value of ['password_hash', null, { password_hash: true }, [1]]) {
      expect(refusal({ [key]: value })).toMatchObject({
        code: 'invalid_capture_policy',
        message: containing(`${key} must be a list`),
      });
    }
  });

  it.each([
    ['primary_keys', 'Did you mean primary_key?'],
    ['pk', 'Did you mean primary_key?'],
    ['pkey', 'Did you mean primary_key?'],
    ['primary', 'Did you mean primary_key?'],
    ['excludes', 'Did you mean exclude?'],
    ['masked', 'Did you mean mask?'],
    ['store_change_from', 'Did you mean store_changed_from?'],
    ['maskplaceholder', 'Did you mean mask_placeholder?'],
    [
      'colour',
      'Known settings: exclude, mask, mask_placeholder, except_columns, store_changed_from, primary_key.',
    ],
  ])('the key %s is refused with a suggestion', (key, hint) => {
    expect(refusal({ [key]: ['id'] })).toMatchObject({
      code: 'invalid_capture_policy',
      message: `public.users: unknown setting "${key}".`,
      hint,
    });
  });

  it.each([[[]], ['id'], [['id', 'id']], [[1]]])('primary_key %j is refused', (key) => {
    expect(refusal({ primary_key: key })).toMatchObject({ code: 'invalid_capture_policy' });
  });

  it.each(['a b', '', '1a', 'a"b', 'x'.repeat(64)])(
    'the key column %j is not a bare identifier',
    (column) => {
      expect(refusal({ primary_key: [column] })).toMatchObject({ code: 'invalid_identifier' });
    },
  );

  it('a key column may be neither excluded nor masked', () => {
    for (const setting of ['exclude', 'mask']) {
      expect(refusal({ primary_key: ['tenant', 'no'], [setting]: ['no'] })).toMatchObject({
        code: 'invalid_capture_policy',
        message: 'public.users: key column no cannot be in exclude or mask.',
      });
    }
  });

  it('store_changed_from is true or false, not a word', () => {
    expect(refusal({ store_changed_from: 'true' })).toMatchObject({ code: 'invalid_capture_policy' });
  });

  it('primary_key came with 0.11: the baseline refuses it', () => {
    expect(refusal({ primary_key: ['id'] }, 'baseline')).toMatchObject({ code: 'invalid_capture_policy' });
  });

  it('except_columns alone need a function of their own, or they would have no effect', () => {
    const [plan] = capturePlans([{ table: 'users', except_columns: ['updated_at'] }], 'current');
    expect(plan && needsOwnFunction(plan)).toBe(true);
  });
});

describe('tables of one run (CONTRACT §2.2, §2.7)', () => {
  it.each([
    'audit_transactions',
    'audit_changes',
    'public.audit_actions',
    'audit.threadline_export_jobs',
    'threadline_retention_runs',
    'threadline_saved_views',
    'threadline_evidence_records',
  ])("Threadline's own table %s is refused", (table) => {
    expect(namesRefusal([{ table }])).toMatchObject({
      code: 'invalid_capture_policy',
      message: containing("Threadline's own tables"),
    });
  });

  it('one table twice, or under two spellings, is refused', () => {
    expect(namesRefusal([{ table: 'users' }, { table: 'users' }])).toMatchObject({
      code: 'invalid_capture_policy',
      message: 'public.users: the table is given twice.',
    });
    expect(namesRefusal([{ table: 'users' }, { table: 'public.users' }])).toMatchObject({
      message: 'public.users: the table is given twice, as users and as public.users.',
    });
  });

  it('no table at all is refused', () => {
    expect(namesRefusal([])).toMatchObject({ code: 'invalid_capture_policy' });
  });

  it.each([
    '',
    'Users',
    'my table',
    '1st',
    'a.b.c',
    'a.',
    '.b',
    'user-s',
    'x'.repeat(64),
    'a"b',
    "a'b",
    'café',
  ])('the name %j is refused', (table) => {
    expect(namesRefusal([{ table }])).toMatchObject({ code: 'invalid_identifier' });
  });
});

describe('what every generator is given', () => {
  it.each(['', 'a b', '1a', 'a"b', 'x'.repeat(64), 'a.b'])('the storage schema %j is refused', (schema) => {
    expect(() => captureInstallSql({ storageSchema: schema, era: 'current' })).toThrow(
      expect.objectContaining({ code: 'invalid_identifier' }),
    );
  });

  it('the storage schema is trimmed', () => {
    const sql = captureInstallSql({ storageSchema: ' audit ', era: 'current' });
    expect(sql).toContain('CREATE SCHEMA IF NOT EXISTS "audit"');
  });

  it('the baseline era has no storage schema', () => {
    expect(() => captureInstallSql({ storageSchema: 'audit', era: 'baseline' })).toThrow(
      expect.objectContaining({ code: 'invalid_capture_policy' }),
    );
  });

  it('long names of the baseline that would share a function are refused', () => {
    const long = 'a'.repeat(40);
    const tables = ['one', 'two'].map((end) => ({ table: `${long}_${end}`, exclude: ['secret'] }));
    const options = { storageSchema: 'public', tables };
    expect(() => captureTriggerSql({ ...options, era: 'baseline' })).toThrow('would share the function');
    expect(captureFunctions({ ...options, era: 'current' })).toHaveLength(2);
  });

  it.each([
    { table: 'users', mask: ['a'], mask_placeholder: 'x$threadline_trigger$; DROP TABLE users; --' },
    { table: 'users', exclude: ['$threadline_migration$; DROP TABLE users'] },
  ])('no setting can end the quotation: %j', (capture) => {
    expect(() => captureTriggerSql({ storageSchema: 'public', era: 'current', tables: [capture] })).toThrow(
      expect.objectContaining({ code: 'invalid_capture_policy' }),
    );
  });
});
