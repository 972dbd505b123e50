/** See channels.ts. */
export const hostRecordsChannels = [
  'evidence.show',
  'hostRecords.savedViews',
  'hostRecords.exportJobs',
  'hostRecords.retentionRuns',
] as const;
