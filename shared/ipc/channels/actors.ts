/** See channels.ts. */
export const actorsChannels = [
  'actors.transactions',
  'actors.seen',
  'actors.summary',
  'actors.baseline',
  'actors.bursts',
  'transactions.neighbours',
  'timeline.around',
  'correlations.get',
  'actions.get',
] as const;
