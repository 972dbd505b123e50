import { describe, expect, it } from 'vitest';
import { configuredTables, parseThreadlineConfig, readThreadlineConfig } from './threadlineConfig.ts';

const refused = (text: string): unknown => {
  try {
    return parseThreadlineConfig(text);
  } catch (error) {
    return error;
  }
};

describe('threadline.config.json', () => {
  it('reads every section and keeps the order of tables', () => {
    const config = parseThreadlineConfig(`{
      "storage_schema": "audit",
      "trigger_capture": {"tables": {"users": {"exclude": ["password_hash"], "mask": ["ssn"]}, "billing.invoices": {}}},
      "health": {"expected_uncovered_tables": ["sessions"], "audit_anyway": []},
      "verify_coverage": {"expected_tables": ["users"]},
      "retention": {"enabled": false, "keep_days": 90, "delete_empty_transactions": true}
    }`);
    expect(config.storage_schema).toBe('audit');
    expect(configuredTables(config)).toEqual([
      { table: 'users', exclude: ['password_hash'], mask: ['ssn'] },
      { table: 'billing.invoices' },
    ]);
    expect(config.health).toEqual({ expected_uncovered_tables: ['sessions'], audit_anyway: [] });
    expect(config.verify_coverage).toEqual({ expected_tables: ['users'] });
    expect(config.retention).toEqual({
      enabled: false,
      max_age_seconds: 90 * 86_400,
      delete_empty_transactions: true,
    });
  });

  it('accepts an empty document', () => {
    const config = parseThreadlineConfig('{}');
    expect(configuredTables(config)).toEqual([]);
    expect(config.storage_schema).toBeNull();
    expect(config.retention).toBeNull();
  });

  it.each([
    ['{"storage_shema": "x"}', 'unknown key "storage_shema"', 'Did you mean storage_schema?'],
    ['{"trigger_captures": {}}', 'unknown key "trigger_captures"', 'Did you mean trigger_capture?'],
    ['{"trigger_capture": {"table": {}}}', 'unknown key "table" in trigger_capture', 'Did you mean tables?'],
    ['{"retention": {"keepdays": 1}}', 'unknown key "keepdays" in retention', 'Did you mean keep_days?'],
    [
      '{"health": {"audit_anywya": []}}',
      'unknown key "audit_anywya" in health',
      'Did you mean audit_anyway?',
    ],
    ['{"health": {"zzz": 1}}', 'unknown key "zzz"', 'Known here: expected_uncovered_tables, audit_anyway.'],
  ])('refuses %s with a suggestion', (text, message, hint) => {
    expect(refused(text)).toMatchObject({
      code: 'invalid_config',
      message: expect.stringContaining(message) as string,
      hint,
    });
  });

  it.each([
    ['{"health": {"audit_anyway": [""]}}', 'health.audit_anyway.0: must not be empty'],
    ['{"health": {"audit_anyway": [7]}}', 'health.audit_anyway.0'],
    ['{"health": {"audit_anyway": "a"}}', 'health.audit_anyway'],
    ['{"health": {"expected_uncovered_tables": ["a", "a"]}}', 'names a table twice'],
    ['{"verify_coverage": {"expected_tables": [null]}}', 'verify_coverage.expected_tables.0'],
    ['{"retention": {"keep_days": 1, "max_age_seconds": 1}}', 'retention: use only one'],
    ['{"retention": {"enabled": true}}', 'retention: set exactly one'],
    ['{"retention": {"keep_days": 0}}', 'retention.keep_days'],
    ['{"retention": {"max_age_seconds": -5}}', 'retention.max_age_seconds'],
    ['{"retention": {"keep_days": 1.5}}', 'retention.keep_days'],
    ['{"retention": {"keep_days": 1, "enabled": "yes"}}', 'retention.enabled'],
    ['[]', 'the file'],
  ])('refuses %s as CONTRACT §6.1 and §7.1 want it', (text, message) => {
    expect(refused(text)).toMatchObject({
      code: 'invalid_config',
      message: expect.stringContaining(message) as string,
    });
  });

  it('takes the strings true and false for flags, as the library does (CONTRACT §6.1)', () => {
    const text =
      '{"retention": {"enabled": "true", "max_age_seconds": 60, "delete_empty_transactions": "false"}}';
    expect(parseThreadlineConfig(text).retention).toEqual({
      enabled: true,
      max_age_seconds: 60,
      delete_empty_transactions: false,
    });
  });

  it.each([
    ['{"users": {"exclude": "password_hash"}}', 'public.users: exclude must be a list'],
    ['{"users": {"exclud": ["a"]}}', 'public.users: unknown setting "exclud"'],
    [
      '{"users": {}, "public.users": {}}',
      'public.users: the table is given twice, as users and as public.users',
    ],
    ['{"audit_changes": {}}', "public.audit_changes: this is one of Threadline's own tables"],
  ])('refuses the capture settings %s', (tables, message) => {
    expect(refused(`{"trigger_capture": {"tables": ${tables}}}`)).toMatchObject({
      code: 'invalid_capture_policy',
      message: expect.stringContaining(message) as string,
    });
  });

  it('refuses names that cannot be used', () => {
    expect(refused('{"storage_schema": "my schema"}')).toMatchObject({ code: 'invalid_identifier' });
    expect(refused('{"trigger_capture": {"tables": {"Users": {}}}}')).toMatchObject({
      code: 'invalid_identifier',
    });
  });

  it('says where the JSON breaks', () => {
    expect(refused('{"a": ')).toMatchObject({
      code: 'invalid_config',
      message: expect.stringContaining('not JSON') as string,
    });
  });

  it('names a file that cannot be read', async () => {
    await expect(readThreadlineConfig('/nowhere/threadline.config.json')).rejects.toMatchObject({
      code: 'invalid_config',
      message: '/nowhere/threadline.config.json cannot be read.',
    });
  });
});
