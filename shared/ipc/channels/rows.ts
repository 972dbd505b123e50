/** See channels.ts. */
export const rowsChannels = [
  'rows.history',
  'rows.besides',
  'rows.asOf',
  'rows.compare',
  'rows.blame',
  'rows.related',
  'rows.summary',
] as const;
