import type { Capability } from '@shared/domain/capability.ts';

/** A complete, current install as probe would describe it, with what a test wants otherwise. */
export function capability(changed: Partial<Capability> = {}): Capability {
  return {
    server: {
      version: '18.4',
      version_num: 180_004,
      database: 'app',
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
    governance: { export_jobs: false, retention_runs: false, saved_views: false, evidence_records: false },
    row_history_index: 'none',
    actor_gin_index: false,
    actor_time_index: false,
    partitioned: false,
    privileges: { superuser: false, dangerous_roles: [], may_write: false, may_read: true },
    window: { oldest: null, newest: null },
    estimates: { changes: 0, transactions: 0, actions: 0 },
    triggers: [],
    uncovered_tables: [],
    key_shapes: [],
    warnings: [],
    ...changed,
  };
}
