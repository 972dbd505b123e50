/** See channels.ts. */
export const hostRecordsChannels = [
  'indexes.review',
  'continuity.report',
  'evidence.show',
  'hostRecords.savedViews',
  'hostRecords.exportJobs',
  'hostRecords.retentionRuns',
] as const;
