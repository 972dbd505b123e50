/** See channels.ts. */
export const scopeChannels = [
  'transactions.beforeAfter',
  'scope.damage',
  'scope.growth',
  'reversal.draft',
] as const;
