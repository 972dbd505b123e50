/** The seven names the library regards as its own (CONTRACT §1.1). */
export const ownTables = [
  'audit_transactions',
  'audit_changes',
  'audit_actions',
  'threadline_export_jobs',
  'threadline_retention_runs',
  'threadline_saved_views',
  'threadline_evidence_records',
] as const;
export type OwnTable = (typeof ownTables)[number];
