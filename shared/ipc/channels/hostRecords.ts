/** See channels.ts. */
export const hostRecordsChannels = [
  'indexes.review',
  'evidence.show',
  'hostRecords.savedViews',
  'hostRecords.exportJobs',
  'hostRecords.retentionRuns',
] as const;
