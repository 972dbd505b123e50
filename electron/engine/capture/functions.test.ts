import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployedPolicy, samePolicy } from './deployedPolicy.ts';
import { captureInstallSql } from './install.ts';
import { captureFunctions, captureTriggerSql } from './triggers.ts';
import type { CaptureSettings } from './policy.ts';
import { captureUninstallSql } from './uninstall.ts';

const eras = ['baseline', 'current'] as const;
const everything: CaptureSettings = {
  exclude: ['password_hash', "it's"],
  mask: ['ssn', 'notes'],
  mask_placeholder: "gone, isn't it);",
  except_columns: ['updated_at', "it's"],
  store_changed_from: true,
};

function bodyFor(settings: CaptureSettings, era: (typeof eras)[number] = 'current', clock?: string): string {
  const tables = [{ table: 'users', ...settings }];
  const options = { storageSchema: 'public', era, tables, ...(clock === undefined ? {} : { clock }) };
  return captureFunctions(options)[0]?.body ?? '';
}

describe('the text of capture functions', () => {
  it('current era, every setting', () => {
    expect(bodyFor(everything)).toMatchSnapshot();
  });

  it('baseline era, the global function', () => {
    expect(bodyFor({}, 'baseline')).toMatchSnapshot();
  });

  it('current era, triggers of several tables', () => {
    const tables = [
      { table: 'users', mask: ['ssn'] },
      { table: 'billing.invoices', primary_key: ['tenant', 'no'] },
    ];
    expect(captureTriggerSql({ storageSchema: 'threadline', era: 'current', tables })).toMatchSnapshot();
  });

  it.each(eras)('%s era, uninstall', (era) => {
    const tables = ['users', 'billing.invoices'];
    expect(captureUninstallSql({ storageSchema: 'public', era, tables })).toMatchSnapshot();
  });

  it('the clock is the one declared difference, and stands in both places', () => {
    const usual = bodyFor(everything);
    const story = bodyFor(everything, 'current', "current_setting('demo.clock')::timestamptz");
    expect(story.split("current_setting('demo.clock')::timestamptz")).toHaveLength(3);
    expect(story.replaceAll("current_setting('demo.clock')::timestamptz", 'clock_timestamp()')).toBe(usual);
  });

  it('the GIN index on the actor and the governance tables are options', () => {
    const options = { storageSchema: 'public', era: 'current' } as const;
    expect(captureInstallSql(options)).not.toContain('audit_transactions_actor_ref_gin');
    expect(captureInstallSql({ ...options, actorIndex: true })).toContain('audit_transactions_actor_ref_gin');
    expect(captureInstallSql(options)).toContain('threadline_saved_views');
    expect(captureInstallSql({ ...options, governance: false })).not.toContain('threadline_saved_views');
    expect(captureInstallSql({ ...options, era: 'baseline' })).not.toContain('threadline_saved_views');
  });
});

describe('reading a policy back out of a body (CONTRACT §2.8, §8.2)', () => {
  it.each([
    ['nothing', {}],
    ['one excluded column', { exclude: ['a'] }],
    ['two excluded columns, which upstream cannot read', { exclude: ['a', 'b'] }],
    ['one masked column', { mask: ['a'] }],
    ['two masked columns', { mask: ['a', 'b'] }],
    ['a placeholder with comma, quote and );', { mask: ['a'], mask_placeholder: "x, 'y'); z" }],
    ['prior values', { store_changed_from: true }],
    ['prior values, masked', { store_changed_from: true, mask: ['a', "b'c"] }],
    ['except columns', { except_columns: ['a'], exclude: ['b'] }],
    ['everything', everything],
  ])('%s', (_, settings: CaptureSettings) => {
    for (const era of eras) {
      const { exclude = [], mask = [], except_columns: except = [] } = settings;
      expect(deployedPolicy(bodyFor(settings, era))).toEqual({
        exclude,
        mask,
        placeholder: mask.length === 0 ? null : (settings.mask_placeholder ?? '[REDACTED]'),
        unnamed: [...new Set([...except, ...exclude])],
        storesPrior: settings.store_changed_from ?? false,
        keyAware: era === 'current',
      });
    }
  });

  it('reads any names and placeholders it can be given', () => {
    const column = fc.string({
      minLength: 1,
      maxLength: 12,
      unit: fc.constantFrom('a', 'b', "'", '"', ',', ')', '(', ']', '[', ';', ':', ' '),
    });
    const columns = fc.uniqueArray(column, { maxLength: 4 });
    fc.assert(
      fc.property(columns, columns, column, fc.boolean(), (exclude, candidates, mask_placeholder, prior) => {
        const mask = candidates.filter((name) => !exclude.includes(name));
        const settings = { exclude, mask, mask_placeholder, store_changed_from: prior };
        expect(deployedPolicy(bodyFor(settings))).toMatchObject({
          exclude,
          mask,
          unnamed: exclude,
          storesPrior: prior,
        });
      }),
    );
  });

  it('tolerates other white space', () => {
    const body = bodyFor(everything);
    const loose = body.replaceAll(/[ \n]+(?=(?:[^']*'[^']*')*[^']*$)/g, '\n   ');
    expect(loose).not.toBe(body);
    expect(deployedPolicy(loose)).toEqual(deployedPolicy(body));
  });

  it('says nothing about a body that is not of Threadline or contradicts itself', () => {
    expect(deployedPolicy('BEGIN RETURN NULL; END')).toBeNull();
    const body = bodyFor({ exclude: ['a'] });
    const oneBranch = body.replace("v_data_after := v_data_after - 'a';", '');
    expect(deployedPolicy(oneBranch)).toBeNull();
    const masked = bodyFor({ mask: ['a'], store_changed_from: true });
    expect(deployedPolicy(masked.replace("ARRAY['a']::text[]) THEN", "ARRAY['b']::text[]) THEN"))).toBeNull();
  });

  it('compares policies whatever the order of columns', () => {
    const policyOf = (settings: CaptureSettings) => deployedPolicy(bodyFor(settings));
    const [a, b, c] = [['x', 'y'], ['y', 'x'], ['x']].map((exclude) => policyOf({ exclude }));
    expect(a && b && samePolicy(a, b)).toBe(true);
    expect(a && c && samePolicy(a, c)).toBe(false);
  });
});
