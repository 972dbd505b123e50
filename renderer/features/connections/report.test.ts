import { describe, expect, it } from 'vitest';
import { capabilitySchema, type Capability } from '@shared/domain/capability.ts';
import { testReport } from './report.ts';

const trigger = {
  table_schema: 'public',
  table_name: 'orders',
  trigger: 'threadline_audit_orders',
  function_schema: 'public',
  function: 'threadline_capture_changes',
  language: 'plpgsql',
  enabled: 'O',
  key_columns: ['id'],
  clone: false,
};

const complete: Capability = capabilitySchema.parse({
  server: {
    version: '18.4',
    version_num: 180_004,
    database: 'shop',
    user: 'reader',
    now: '2026-08-01T00:00:00.000000Z',
    replica: false,
    pooled: false,
    tls: true,
  },
  storage_schema: 'public',
  other_storage_schemas: [],
  has_changed_from: true,
  has_actor: true,
  has_action_link: true,
  has_actions: true,
  governance: { export_jobs: true, retention_runs: true, saved_views: true, evidence_records: true },
  row_history_index: 'valid',
  actor_gin_index: true,
  actor_time_index: true,
  partitioned: false,
  privileges: { superuser: false, dangerous_roles: [], may_write: false, may_read: true },
  window: { oldest: null, newest: null },
  estimates: { changes: 0, transactions: 0, actions: 0 },
  triggers: [trigger],
  uncovered_tables: [],
  key_shapes: [],
  warnings: [],
});

const concerns = (changed: Partial<Capability>) =>
  testReport({ ...complete, ...changed }).filter(({ state }) => state !== 'good');
const bare = (n: number) => Array.from({ length: n }, (_, i) => ({ table_schema: 's', table_name: `t${i}` }));

describe('the report of a tested connection', () => {
  it('has nothing to say of a complete install', () => {
    expect(concerns({})).toEqual([]);
  });

  it('names the tables nobody captures', () => {
    expect(concerns({ uncovered_tables: bare(1) })).toEqual([
      {
        state: 'missing',
        title: '1 table without a capture trigger',
        text: 'Writes to s.t0 leave no captured change.',
      },
    ]);
    expect(concerns({ uncovered_tables: bare(7) })[0]).toMatchObject({
      title: '7 tables without a capture trigger',
      text: 'Writes to s.t0, s.t1, s.t2, s.t3, s.t4 and 2 more leave no captured change.',
    });
  });

  it('says it once where no table has a trigger', () => {
    expect(concerns({ triggers: [], uncovered_tables: bare(2) }).map(({ title }) => title)).toEqual([
      'No capture trigger is present',
    ]);
  });
});
