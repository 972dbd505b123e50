import { qualified } from '@engine/db/sql.ts';

type Qualify = (table: string) => string;

export const unqualified: Qualify = (table) => table;
export const inSchema =
  (schema: string): Qualify =>
  (table) =>
    qualified(schema, table);

/** CONTRACT §1.2 to §1.4. An index takes its table's schema, so its name is never qualified. */
export function auditTablesSql(of: Qualify): string {
  return `CREATE TABLE ${of('audit_actions')} (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  actor_ref jsonb NOT NULL,
  status text NOT NULL CONSTRAINT audit_actions_status_check CHECK (status IN ('ok', 'error')),
  verb text,
  category text,
  reason text,
  comment text,
  correlation_id text,
  request_id text,
  job_id text,
  inserted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_actions_actor_ref_idx ON ${of('audit_actions')} USING gin (actor_ref);
CREATE INDEX audit_actions_inserted_at_idx ON ${of('audit_actions')} (inserted_at);
CREATE INDEX audit_actions_name_idx ON ${of('audit_actions')} (name);

CREATE TABLE ${of('audit_transactions')} (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  txid bigint NOT NULL CONSTRAINT audit_transactions_txid_key UNIQUE,
  occurred_at timestamptz NOT NULL DEFAULT now(),
  source text,
  meta jsonb,
  actor_ref jsonb,
  action_id uuid CONSTRAINT audit_transactions_action_id_fkey
    REFERENCES ${of('audit_actions')} (id) ON DELETE SET NULL
);
CREATE INDEX audit_transactions_txid_idx ON ${of('audit_transactions')} (txid);

CREATE TABLE ${of('audit_changes')} (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  transaction_id uuid NOT NULL CONSTRAINT audit_changes_transaction_id_fkey
    REFERENCES ${of('audit_transactions')} (id) ON DELETE CASCADE,
  table_schema text NOT NULL,
  table_name text NOT NULL,
  table_pk jsonb NOT NULL,
  op text NOT NULL CONSTRAINT audit_changes_op_check CHECK (op IN ('insert', 'update', 'delete')),
  data_after jsonb,
  changed_fields text[],
  changed_from jsonb,
  captured_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_changes_transaction_id_idx ON ${of('audit_changes')} (transaction_id);
CREATE INDEX audit_changes_table_name_idx ON ${of('audit_changes')} (table_name);
CREATE INDEX audit_changes_captured_at_idx ON ${of('audit_changes')} (captured_at);
`;
}

/** CONTRACT §1.3, since 0.11: serves equality on the whole key, newest first. */
export function rowHistoryIndexSql(of: Qualify): string {
  return `CREATE INDEX audit_changes_row_history_idx ON ${of('audit_changes')}
  (table_schema, table_name, table_pk, captured_at DESC, id DESC);
`;
}

/** CONTRACT §1.2: optional; serves questions by actor. */
export function actorIndexSql(of: Qualify): string {
  return `CREATE INDEX audit_transactions_actor_ref_gin ON ${of('audit_transactions')} USING gin (actor_ref);
`;
}

/** CONTRACT §1.5. */
export function governanceTablesSql(of: Qualify): string {
  const stamps = `inserted_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()`;
  return `CREATE TABLE ${of('threadline_export_jobs')} (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  status text NOT NULL,
  query_params jsonb NOT NULL,
  actor_ref jsonb,
  file_path text,
  error_message text,
  started_at timestamptz,
  completed_at timestamptz,
  expires_at timestamptz,
  ${stamps}
);

CREATE TABLE ${of('threadline_retention_runs')} (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  status text NOT NULL,
  deleted_count integer,
  duration_ms integer,
  error_message text,
  started_at timestamptz,
  completed_at timestamptz,
  ${stamps}
);

CREATE TABLE ${of('threadline_saved_views')} (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  name text NOT NULL,
  actor_ref jsonb NOT NULL,
  filters jsonb NOT NULL,
  ${stamps}
);

CREATE TABLE ${of('threadline_evidence_records')} (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  subject text NOT NULL,
  subject_ref jsonb NOT NULL,
  summary_status text NOT NULL,
  recorded_at timestamptz NOT NULL,
  actor_ref jsonb,
  provenance jsonb NOT NULL DEFAULT '{}',
  detail jsonb NOT NULL DEFAULT '{}',
  schema_version integer NOT NULL DEFAULT 1,
  inserted_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX threadline_evidence_records_subject_idx ON ${of('threadline_evidence_records')} (subject);
CREATE INDEX threadline_evidence_records_recorded_at_idx ON ${of('threadline_evidence_records')} (recorded_at);
CREATE INDEX threadline_evidence_records_subject_ref_idx
  ON ${of('threadline_evidence_records')} USING gin (subject_ref);
`;
}
