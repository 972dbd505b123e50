import { z } from 'zod';

/**
 * What was found on connecting (CONTRACT §0): probed, never guessed from a version. A missing part degrades
 * the screens that need it and is told apart from "empty".
 */
export const capabilitySchema = z.strictObject({
  server: z.strictObject({
    /** As the server writes it, e.g. `18.4`. */
    version: z.string(),
    /** `server_version_num`, e.g. 180004. */
    version_num: z.number().int(),
    database: z.string(),
    user: z.string(),
    /** The server's clock when probed. */
    now: z.string(),
    replica: z.boolean(),
    /** True when a pooler sits between (back-end pid differs from the one announced); null if unknown. */
    pooled: z.boolean().nullable(),
    tls: z.boolean(),
  }),
  storage_schema: z.string(),
  /** Other schemas that hold Threadline tables too; never merged silently (trap 48). */
  other_storage_schemas: z.array(z.string()).readonly(),
  has_changed_from: z.boolean(),
  has_actor: z.boolean(),
  has_action_link: z.boolean(),
  has_actions: z.boolean(),
  /** Whether each is there and may be read; null where this role may not read it, so that nothing is known of it. */
  governance: z.strictObject({
    export_jobs: z.boolean().nullable(),
    retention_runs: z.boolean().nullable(),
    saved_views: z.boolean().nullable(),
    evidence_records: z.boolean().nullable(),
  }),
  row_history_index: z.enum(['none', 'invalid', 'valid']),
  actor_gin_index: z.boolean(),
  /** btree((actor_ref->>'type'), (actor_ref->>'id'), occurred_at …), valid: an actor's transactions in order. */
  actor_time_index: z.boolean(),
  /** True when `audit_changes` is partitioned or distributed: no ctid, sizes summed over its parts. */
  partitioned: z.boolean(),
  privileges: z.strictObject({
    superuser: z.boolean(),
    /** Predefined roles whose members can leave a read-only transaction's bounds. */
    dangerous_roles: z.array(z.string()).readonly(),
    /** May write or delete on the audit tables. */
    may_write: z.boolean(),
    may_read: z.boolean(),
  }),
  /** Oldest and newest `captured_at` still here; null when there is no change at all. */
  window: z.strictObject({ oldest: z.string().nullable(), newest: z.string().nullable() }),
  /** Planner estimates: `about N`, never exact. */
  estimates: z.strictObject({ changes: z.number(), transactions: z.number(), actions: z.number() }),
  triggers: z.array(
    z.strictObject({
      table_schema: z.string(),
      table_name: z.string(),
      trigger: z.string(),
      function_schema: z.string(),
      function: z.string(),
      language: z.string(),
      /** `O` origin, `D` disabled, `R` replica, `A` always. */
      enabled: z.string(),
      /** Key columns in key order; empty for triggers from before 0.11. */
      key_columns: z.array(z.string()).readonly(),
      /** True for the clone of a partitioned parent's trigger. */
      clone: z.boolean(),
    }),
  ),
  /**
   * Tables of the application without a capture trigger that fires for ordinary writes: these leave no captured
   * change. schema_migrations and Threadline's own tables are not among them.
   */
  uncovered_tables: z.array(z.strictObject({ table_schema: z.string(), table_name: z.string() })).readonly(),
  /** Distinct shapes of `table_pk` found in a bounded sample of the newest changes. */
  key_shapes: z.array(
    z.strictObject({
      table_schema: z.string(),
      table_name: z.string(),
      keys: z.array(z.string()).readonly(),
      resolved: z.boolean(),
    }),
  ),
  warnings: z.array(z.strictObject({ code: z.string(), message: z.string() })).readonly(),
});
export type Capability = Readonly<z.infer<typeof capabilitySchema>>;
