import { qualified, quoteIdentifier } from '../db/sql.ts';

export interface AuditTablesOptions {
  readonly schema?: string;
  /** Parts that older installs lack; default all present. */
  readonly changedFrom?: boolean;
  readonly actor?: boolean;
  readonly actionLink?: boolean;
  readonly actions?: boolean;
  readonly rowHistoryIndex?: boolean;
  readonly partitioned?: boolean;
}

/** The audit tables of CONTRACT §1 with their indexes, or an older or partitioned variant of them, empty. */
export function auditTablesSql(options: AuditTablesOptions = {}): string {
  const { schema = 'public', changedFrom = true, actor = true, actionLink = true, actions = true } = options;
  const { rowHistoryIndex = false, partitioned = false } = options;
  const s = quoteIdentifier(schema);
  const key = partitioned ? 'PRIMARY KEY (id, captured_at)' : 'PRIMARY KEY (id)';
  const part = partitioned ? 'PARTITION BY RANGE (captured_at)' : '';
  return `
CREATE SCHEMA IF NOT EXISTS ${s};
${
  actions
    ? `CREATE TABLE ${s}.audit_actions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL, actor_ref jsonb NOT NULL,
  status text NOT NULL CHECK (status IN ('ok', 'error')), verb text, category text, reason text, comment text,
  correlation_id text, request_id text, job_id text, inserted_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON ${s}.audit_actions USING gin (actor_ref);
CREATE INDEX audit_actions_inserted_at_idx ON ${s}.audit_actions (inserted_at);
CREATE INDEX audit_actions_name_idx ON ${s}.audit_actions (name);`
    : ''
}
CREATE TABLE ${s}.audit_transactions (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(), txid bigint NOT NULL UNIQUE,
  occurred_at timestamptz NOT NULL DEFAULT now(), source text, meta jsonb
  ${actor ? ', actor_ref jsonb' : ''}
  ${actionLink ? `, action_id uuid ${actions ? `REFERENCES ${s}.audit_actions (id) ON DELETE SET NULL` : ''}` : ''});
CREATE INDEX audit_transactions_txid_idx ON ${s}.audit_transactions (txid);
CREATE TABLE ${s}.audit_changes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  transaction_id uuid NOT NULL REFERENCES ${s}.audit_transactions (id) ON DELETE CASCADE,
  table_schema text NOT NULL, table_name text NOT NULL, table_pk jsonb NOT NULL,
  op text NOT NULL CHECK (op IN ('insert', 'update', 'delete')), data_after jsonb, changed_fields text[],
  ${changedFrom ? 'changed_from jsonb,' : ''}
  captured_at timestamptz NOT NULL DEFAULT now(), ${key}) ${part};
${
  partitioned
    ? `CREATE TABLE ${s}.audit_changes_old PARTITION OF ${s}.audit_changes FOR VALUES FROM (MINVALUE) TO ('2026-06-01');
CREATE TABLE ${s}.audit_changes_new PARTITION OF ${s}.audit_changes FOR VALUES FROM ('2026-06-01') TO (MAXVALUE);`
    : ''
}
CREATE INDEX audit_changes_transaction_id_idx ON ${s}.audit_changes (transaction_id);
CREATE INDEX audit_changes_table_name_idx ON ${s}.audit_changes (table_name);
CREATE INDEX audit_changes_captured_at_idx ON ${s}.audit_changes (captured_at);
${
  rowHistoryIndex
    ? `CREATE INDEX audit_changes_row_history_idx ON ${s}.audit_changes
  (table_schema, table_name, table_pk, captured_at DESC, id DESC);`
    : ''
}`;
}

/** Text of a uuid made of one number, so that tests can tell rows apart: `uuidOf(7)` ends in …007. */
export function uuidOf(n: number, prefix = '00000000'): string {
  return `${prefix}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

/** Fills the tables of `schema` with one insert into public.users, id 1, and its transaction. */
export function oneChangeSql(schema = 'public'): string {
  return `
  INSERT INTO ${qualified(schema, 'audit_transactions')} (id, txid) VALUES ('${uuidOf(1)}', 1);
  INSERT INTO ${qualified(schema, 'audit_changes')} (id, transaction_id, table_schema, table_name, table_pk, op, captured_at)
  VALUES ('${uuidOf(1)}', '${uuidOf(1)}', 'public', 'users', '{"id": "1"}', 'insert', '2026-06-01T00:00:00.000001Z');`;
}
