/** See channels.ts. */
export const summariesChannels = [
  'timeline.estimate',
  'summaries.histogram',
  'summaries.facets',
  'summaries.different',
  'summaries.overview',
] as const;
